import { expect, test } from 'vitest';
import { mainProblem } from './main-function.js';

const undeclared = 'function main is undeclared in the main package';
const mustBeFunc = 'cannot declare main - must be func';
const noArguments = 'func main must have no arguments and no return values';

test.each([
  ['package main\n\nfunc main() {}\n'],
  ['package main;func main(){}'],
  ['package main\n\nfunc /* x */ main /* y */ ( /* z */ ) /* r */ {\n}\n'],
  ['package main\n\nvar s = `\nfunc main(x int) {}\n`\n\nfunc main() {}\n'],
  ['package main\n\ntype t struct{}\n\nfunc (t) main(x int) {}\n\nfunc main() {}\n'],
  ['package main\r\n\r\nfunc main() {\r\n}\r\n'],
  // Implemented in assembly.
  ['package main\n\nfunc main()\n'],
])('%j has the function', (source) => {
  expect(mainProblem(['package main\n', source])).toBeUndefined();
});

test.each([
  ['package main\n', 1, 1, undeclared],
  ['package main\n\nfunc init() {}\n', 1, 1, undeclared],
  ['package main\n\nfunc Main() {}\nfunc mainly() {}\n', 1, 1, undeclared],
  ['package main\n\nfunc main(x int) {}\n', 3, 6, noArguments],
  ['package main\n\nfunc main() int { return 1 }\n', 3, 6, noArguments],
  ['package main\n\nfunc main[T any]() {}\n', 3, 11, 'func main must have no type parameters'],
  ['package main\n\ntype main struct{}\n', 3, 6, mustBeFunc],
  ['package main\n\nvar main = func() {}\n', 3, 5, mustBeFunc],
  ['package main\n\n/* ö */ const main = 1\n', 3, 16, mustBeFunc],
])('%j has its error at %i:%i', (source, line, column, message) => {
  expect(mainProblem([source])).toEqual({ source: 0, line, column, message });
});
