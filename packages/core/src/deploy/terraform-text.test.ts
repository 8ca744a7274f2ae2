import { expect, test } from 'vitest';
import { terraformText } from './terraform-text.js';

const archive = {
  filename: 'dist/lambda.zip',
  codeSha256: 'hash=',
  runtime: 'provided.al2023',
  architecture: 'arm64',
  handlers: [{ handler: 'bin/create' }],
} as const;
const keysOf = (text: string): string[] =>
  [...text.matchAll(/^ {4}"(.*)" = \{$/gm)].map(([, key = '']) => key);

test('a handler in one archive is its own key', () => {
  expect(keysOf(terraformText([archive]))).toEqual(['bin/create']);
});

test('a handler in two archives has a key for each', () => {
  const keys = keysOf(
    terraformText([archive, { ...archive, filename: 'dist/x86.zip', architecture: 'x86_64' }]),
  );
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(2);
});

test('a path is relative to the file, and template markers in it are escaped', () => {
  const text = terraformText([{ ...archive, filename: 'a$' + '{b}.zip' }]);
  expect(text).toContain('filename         = "$' + '{path.module}/a$$' + '{b}.zip"');
});

test('without archives there is an empty map', () => {
  expect(terraformText([])).toBe('locals {\n  lambdazip = {\n  }\n}\n');
});
