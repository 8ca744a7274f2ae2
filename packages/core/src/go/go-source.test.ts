import { describe, expect, test } from 'vitest';
import { listedPart } from './go-source.js';

const file = `//go:build linux

/*
func not a declaration
*/
package main

import (
	/*
	type neither
	*/
	"fmt"
)

//go:embed a.txt
var text string

func main() { fmt.Println("import") }
`;

describe('the part of a Go file that go list reads', () => {
  test.each([
    ['a function body', 'fmt.Println("import")', 'return'],
    ['a declaration', 'var text string', 'var text, more string'],
    ['line ends', '\n', '\r\n'],
  ])('does not change with %s', (_, from, to) => {
    expect(listedPart(file.replaceAll(from, to))).toBe(listedPart(file));
  });

  test.each([
    ['a constraint', 'go:build linux', 'go:build darwin'],
    ['the package', 'package main', 'package other'],
    ['an import behind a comment', '"fmt"', '"C"'],
    ['an embed line', 'go:embed a.txt', 'go:embed b.txt'],
  ])('changes with %s', (_, from, to) => {
    expect(listedPart(file.replace(from, to))).not.toBe(listedPart(file));
  });
});
