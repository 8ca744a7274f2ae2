import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testWith, tools } from '../../../core/test/tools.js';
import { unifiedDiff } from './unified-diff.js';

test('a diff names the file, and has three lines of context', () => {
  const lines = Array.from({ length: 9 }, (_, index) => `line ${index}\n`);
  expect(unifiedDiff('a/b.yaml', lines.join(''), lines.with(4, 'new\n').join(''))).toBe(
    [
      '--- a/a/b.yaml',
      '+++ b/a/b.yaml',
      '@@ -2,7 +2,7 @@',
      ' line 1',
      ' line 2',
      ' line 3',
      '-line 4',
      '+new',
      ' line 5',
      ' line 6',
      ' line 7',
      '',
    ].join('\n'),
  );
});

test('a new file comes from /dev/null', () => {
  expect(unifiedDiff('x.json', null, '{}\n')).toBe('--- /dev/null\n+++ b/x.json\n@@ -0,0 +1,1 @@\n+{}\n');
});

test('a missing final line break is marked', () => {
  expect(unifiedDiff('x', 'a', 'b\n')).toBe(
    '--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+b\n',
  );
});

test('CRLF is kept', () => {
  expect(unifiedDiff('x', 'a\r\nb\r\n', 'a\r\nc\r\n')).toContain('\n a\r\n-b\r\n+c\r\n');
});

test('the diff of equal texts is empty', () => {
  expect(unifiedDiff('x', 'a\n', 'a\n')).toBe('');
});

describe('git', () => {
  const withGit = testWith(tools.git);

  const apply = (file: string, before: string | null, after: string): void => {
    const directory = mkdtempSync(join(tmpdir(), 'lambdazip-diff-'));
    try {
      mkdirSync(dirname(join(directory, file)), { recursive: true });
      if (before !== null) writeFileSync(join(directory, file), before);
      const input = unifiedDiff(file, before, after);
      const parameters = ['apply', '--whitespace=nowarn', '-'];
      const { status, stderr } = spawnSync('git', parameters, { cwd: directory, input, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(readFileSync(join(directory, file), 'utf8')).toBe(after);
    } finally {
      rmSync(directory, { recursive: true });
    }
  };

  for (const [title, file, before, after] of [
    ['a change', 'x.yaml', 'a\nb\n', 'a\nc\n'],
    ['CRLF', 'x.yaml', 'a\r\nb\r\nc', 'a\r\nB\r\nc\r\nd'],
    ['mixed line endings', 'x.yaml', 'a\r\nb\nc\n', 'a\r\nb\r\nc\n'],
    ['a new file in a new directory', 'a/b/x.json', null, '{\n  "a": 1\n}\n'],
    ['a name with a space', 'my app/x y.yaml', 'a\n', 'b\n'],
    ['a name with quotes and a tab', 'a"\\\t.yaml', 'a\n', 'b\n'],
    ['a name beyond ASCII', 'é/ü.yaml', 'a\n', 'b\n'],
    ['a file that becomes empty', 'x', 'a\n', ''],
    ['a file that was empty', 'x', '', 'a\n'],
  ] as const) {
    withGit(`takes ${title}`, () => apply(file, before, after));
  }

  withGit('takes whatever lines change', () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', '--- a\n', '+\n', '@@ -1 +1 @@\n'), {
        maxLength: 25,
      })
      .chain((lines) => fc.constantFrom('', 'end').map((end) => lines.join('') + end));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after && before !== '' && after !== '');
        apply('x.txt', before, after);
      }),
      { numRuns: 25 },
    );
  });
});
