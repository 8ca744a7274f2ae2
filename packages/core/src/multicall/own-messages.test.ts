import { expect, test } from 'vitest';
import { ownMessages } from './own-messages.js';

const places = {
  files: new Map([['/cache/work/multicall/0/main.go', '/project/cmd/a/main.go']]),
  entries: new Map([['/cache/work/multicall/0/lambdazip_main.go', '/project/cmd/a/main.go']]),
};
const own = (text: string): string => ownMessages(text, '/project', places);

test('a file in the project replaces its copy, by either path that go prints', () => {
  expect(own('/cache/work/multicall/0/main.go:3:1: x\n')).toBe('cmd/a/main.go:3:1: x\n');
  expect(own('../cache/work/multicall/0/main.go:3:1: x\n\t../cache/work/multicall/0/main.go:1:1: y')).toBe(
    'cmd/a/main.go:3:1: x\n\tcmd/a/main.go:1:1: y',
  );
  expect(own('..\\cache\\work\\multicall\\0\\main.go:3:1: x')).toBe('cmd/a/main.go:3:1: x');
});

test('an error in the added file is one of the main package', () => {
  const at = '../cache/work/multicall/0/lambdazip_main.go:8:24: ';
  expect(own(`${at}undefined: main`)).toBe(
    'cmd/a/main.go:1:1: function main is undeclared in the main package',
  );
  expect(own(`${at}not enough arguments in call to main`)).toBe(
    'cmd/a/main.go:1:1: func main must have no arguments and no return values',
  );
  expect(own(`${at}invalid operation: cannot call main`)).toBe(
    'cmd/a/main.go:1:1: cannot declare main - must be func',
  );
});
