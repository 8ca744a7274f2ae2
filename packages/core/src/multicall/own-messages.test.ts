import { expect, test } from 'vitest';
import { ownMessages } from './own-messages.js';

const places = {
  files: new Map([['/cache/work/multicall/0/main.go', '/project/cmd/a/main.go']]),
  problems: new Map([
    [
      '/cache/work/multicall/0/lambdazip_main.go',
      {
        path: '/project/cmd/a/main.go',
        line: 3,
        column: 6,
        message: 'func main must have no type parameters',
      },
    ],
  ]),
};
const own = (text: string): string => ownMessages(text, '/project', places);

test('a file in the project replaces its copy, by either path that go prints', () => {
  expect(own('/cache/work/multicall/0/main.go:3:1: x\n')).toBe('cmd/a/main.go:3:1: x\n');
  expect(own('../cache/work/multicall/0/main.go:3:1: x\n\t../cache/work/multicall/0/main.go:1:1: y')).toBe(
    'cmd/a/main.go:3:1: x\n\tcmd/a/main.go:1:1: y',
  );
  expect(own('..\\cache\\work\\multicall\\0\\main.go:3:1: x')).toBe('cmd/a/main.go:3:1: x');
});

test('an error in the added file is the one for which it does not compile', () => {
  expect(own('../cache/work/multicall/0/lambdazip_main.go:8:24: undefined: lambdazip_has_no_main\n')).toBe(
    'cmd/a/main.go:3:6: func main must have no type parameters\n',
  );
});
