import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { filesWithOtherLineEnds } from './line-ends.js';
import type { Repository } from './repository.js';
import type { GitAnswer } from './run-git.js';

/** A repository at /r whose index and work tree have these texts. */
function repository(index: Readonly<Record<string, string>>, listed: readonly string[]) {
  const calls: (readonly string[])[] = [];
  const git = async (words: readonly string[]): Promise<GitAnswer> => {
    calls.push(words);
    if (words[0] === 'ls-files')
      return { kind: 'output', output: listed.map((line) => `${line}\0`).join('') };
    const texts = words.slice(2).map((word) => index[word.slice(':0:'.length)]);
    if (texts.includes(undefined)) return { kind: 'failed', reason: 'x', errors: 'x', exitCode: 128 };
    return { kind: 'output', output: texts.join('') };
  };
  return { repository: { root: '/r', git } as unknown as Repository, calls };
}

const host = memoryHost({
  '/r/crlf.txt': 'a\r\nb\r\n',
  '/r/changed.txt': 'a\r\nc\r\n',
  '/r/mixed.txt': 'a\r\nb\n',
});
const line = (path: string, index = 'lf', tree = 'crlf') =>
  `i/${index}    w/${tree}  attr/                 \t${path}`;

test('files that differ only in their line ends are found', async () => {
  const index = { 'crlf.txt': 'a\nb\n', 'mixed.txt': 'a\nb\n' };
  const { repository: made } = repository(index, [line('crlf.txt'), line('mixed.txt', 'lf', 'mixed')]);
  expect(await filesWithOtherLineEnds(host, made, ['.'])).toEqual(['crlf.txt', 'mixed.txt']);
});

test('a file with other changes is left out, and does not hide the others', async () => {
  const index = { 'crlf.txt': 'a\nb\n', 'changed.txt': 'a\nb\n' };
  const { repository: made } = repository(index, [line('changed.txt'), line('crlf.txt')]);
  expect(await filesWithOtherLineEnds(host, made, ['.'])).toEqual(['crlf.txt']);
});

test('a file that git cannot show does not hide the others', async () => {
  const { repository: made } = repository({ 'crlf.txt': 'a\nb\n' }, [line('gone.txt'), line('crlf.txt')]);
  expect(await filesWithOtherLineEnds(host, made, ['.'])).toEqual(['crlf.txt']);
});

test('files with the same line ends in both are not compared', async () => {
  const { repository: made, calls } = repository({}, [
    line('a', 'lf', 'lf'),
    line('b', 'crlf', 'crlf'),
    line('c', '-text', '-text'),
  ]);
  expect(await filesWithOtherLineEnds(host, made, ['.'])).toEqual([]);
  expect(calls.map(([verb]) => verb)).toEqual(['ls-files']);
});

test('paths are passed literally', async () => {
  const { repository: made, calls } = repository({}, []);
  await filesWithOtherLineEnds(host, made, ['.', 'a*']);
  expect(calls[0]?.slice(-2)).toEqual([':(top)', ':(top,literal)a*']);
});
