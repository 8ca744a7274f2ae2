import { expect, test } from 'vitest';
import { golangPurl } from './purl.js';

test.each([
  ['github.com/AWS/aws-lambda-go', 'v1.50.0', 'pkg:golang/github.com/aws/aws-lambda-go@v1.50.0'],
  ['example.com/x', '', 'pkg:golang/example.com/x'],
  ['example.com/x', 'v1.0.0+incompatible', 'pkg:golang/example.com/x@v1.0.0%2Bincompatible'],
  ['example.com/~me/a+b', 'v0.1.0', 'pkg:golang/example.com/~me/a%2Bb@v0.1.0'],
])('the package URL of %s %s', (path, version, expected) => {
  expect(golangPurl(path, version)).toBe(expected);
});
