import { describe, expect, test } from 'vitest';
import { parseCompileOutput, progressOf } from './compile-output.js';

describe('the progress in a line', () => {
  test.each([
    ['example.com/shop/cmd/create', { kind: 'compile', what: 'example.com/shop/cmd/create' }],
    ['internal/goarch', { kind: 'compile', what: 'internal/goarch' }],
    ['go: downloading example.com/x v1.2.3', { kind: 'download', what: 'example.com/x v1.2.3' }],
    ['# example.com/shop', undefined],
    ['cmd/a/main.go:3:2: undefined: x', undefined],
    ['go: updates to go.mod needed', undefined],
    ['\tindented', undefined],
  ])('%s', (line, expected) => {
    expect(progressOf(line)).toEqual(expected);
  });
});

const at = (
  file: string,
  line: number,
  column: number | null,
  message: string,
  importPath: string | null = null,
) => ({
  importPath,
  file,
  line,
  column,
  message,
});

describe('the problems in the output of a failed build', () => {
  test('compile errors are under the heading of their package', () => {
    const output = [
      'internal/goarch',
      'go: downloading example.com/x v1.2.3',
      '# example.com/shop/cmd/a',
      'cmd/a/main.go:3:2: undefined: x',
      'cmd/a/main.go:5:4: cannot use y as string:',
      '\tmissing method Z',
      '# example.com/shop/cmd/b',
      'cmd/b/main.go:1: syntax error',
      '',
    ].join('\n');
    expect(parseCompileOutput(output)).toEqual([
      at('cmd/a/main.go', 3, 2, 'undefined: x', 'example.com/shop/cmd/a'),
      at('cmd/a/main.go', 5, 4, 'cannot use y as string:\n\tmissing method Z', 'example.com/shop/cmd/a'),
      at('cmd/b/main.go', 1, null, 'syntax error', 'example.com/shop/cmd/b'),
    ]);
  });

  test('paths on Windows have a drive letter and backslashes', () => {
    expect(parseCompileOutput('C:\\shop\\cmd\\a\\main.go:3:2: undefined: x\r\n')).toEqual([
      at('C:/shop/cmd/a/main.go', 3, 2, 'undefined: x'),
    ]);
  });

  test('lines of the linker without a position are one message', () => {
    expect(
      parseCompileOutput('# example.com/shop/cmd/a\nrelocation target not defined\nmore about it'),
    ).toEqual([
      {
        importPath: 'example.com/shop/cmd/a',
        file: null,
        line: null,
        column: null,
        message: 'relocation target not defined\nmore about it',
      },
    ]);
  });

  test('a problem in go.mod has its position, and no package', () => {
    expect(parseCompileOutput('go.mod:4: unknown directive: x')).toEqual([
      at('go.mod', 4, null, 'unknown directive: x'),
    ]);
  });

  test('an unindented line after a position is a message of its own', () => {
    expect(parseCompileOutput('a.go:1:1: first\nthe second message').map(({ message }) => message)).toEqual([
      'first',
      'the second message',
    ]);
  });

  test('progress and empty lines are not problems', () => {
    expect(parseCompileOutput('internal/goarch\n\nexample.com/shop\n')).toEqual([]);
  });
});
