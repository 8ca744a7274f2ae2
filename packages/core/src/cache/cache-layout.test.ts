import { expect, test } from 'vitest';
import {
  archiveNoteDirectory,
  factsPath,
  isLinkKey,
  isNoteName,
  isPackedName,
  isShardName,
  isWritingName,
  linkDirectory,
  manifestNotePath,
  packedDirectory,
  roomNames,
  runDirectories,
  tagContent,
  tagFile,
  writingDirectory,
} from './cache-layout.js';

const digest = '0123456789abcdef'.repeat(4);

test.each<readonly [string, (name: string) => boolean, readonly string[], readonly string[]]>([
  ['shard of packed contents', isShardName, ['00', 'af'], ['', '0', 'AF', '0g', '000', '..']],
  [
    'packed content',
    isPackedName,
    [`${digest}-1`, `${digest}-9`],
    [digest, `${digest}-0`, `${digest}-10`, `${digest.toUpperCase()}-6`, `${digest}-6.tmp`, `x${digest}-6`],
  ],
  ['note', isNoteName, [digest], ['', digest.slice(1), `${digest}0`, `${digest}\n`, digest.toUpperCase()]],
  [
    'link directory',
    isLinkKey,
    ['0', 'a-b_c', 'a'.repeat(128)],
    ['', '.', '..', '-a', '_a', 'A', 'a.lock', 'a/b', 'a'.repeat(129)],
  ],
  [
    'file being written',
    isWritingName,
    ['1-01234567', `100-${digest}`],
    ['', '1-', '-01234567', '1-0123456', `1-${digest}0`, '1-0123456X', 'notes.txt'],
  ],
])('the name of a %s is recognized, and no other name', (_, isName, names, others) => {
  expect(names.filter((name) => !isName(name))).toEqual([]);
  expect(others.filter((name) => isName(name))).toEqual([]);
});

test('everything except the tag is in a directory that belongs to lambdazip', () => {
  const paths = [
    packedDirectory('/c'),
    linkDirectory('/c'),
    archiveNoteDirectory('/c'),
    manifestNotePath('/c', digest),
    writingDirectory('/c'),
  ];
  const first = paths.map((path) => path.split('/')[2]);
  expect(new Set(first)).toEqual(roomNames);
});

test('the files next to a link directory are not link directories', () => {
  const { output, temporary } = runDirectories('/c', 'key');
  expect(output).toBe('/c/link/v1/key/');
  for (const path of [temporary, factsPath('/c', 'key')]) {
    expect(path.startsWith('/c/link/v1/key.')).toBe(true);
    expect(isLinkKey(path.slice('/c/link/v1/'.length))).toBe(false);
  }
});

test('the tag has the signature of the cache directory specification', () => {
  expect(tagFile('/c')).toBe('/c/CACHEDIR.TAG');
  expect(tagContent.split('\n')[0]).toBe('Signature: 8a477f597d28d172789f06886806bc55');
});
