import { expect, test } from 'vitest';
import { systemError } from '../../test/memory-host.js';
import { diskFullLine, isDiskFull, ownDisk } from './disk-full.js';

test('a full disk and an exceeded quota are recognized by the error code', () => {
  expect(['ENOSPC', 'EDQUOT', 'EACCES'].map((code) => isDiskFull(systemError(code)))).toEqual([
    true,
    true,
    false,
  ]);
  expect(isDiskFull(new Error('no space left on device'))).toBe(false);
});

test.each([
  ['a go error', 'go: writing a.a: no space left on device', 'the disk is full'],
  ['the linker', 'link: /tmp/x: no space left on device.', 'the disk is full'],
  ['Windows', 'open C:\\x: There is not enough space on the disk.', 'the disk is full'],
  ['a quota', 'write /home/x: disk quota exceeded', 'disk quota exceeded'],
  ['a message without a prefix', 'no space left on device', 'the disk is full'],
])('the line of %s that reports a full disk', (_, line, reason) => {
  expect(diskFullLine(`# example.com/shop\r\n${line}\nmore`)).toEqual({ line, reason });
});

test.each([
  'a.go:3:2: undefined: x',
  'a.go:1:1: the string "no space left on device" is not used',
  'message: no space left on device, said the test',
])('a line that only quotes the message does not count: %s', (line) => {
  expect(diskFullLine(line)).toBeUndefined();
});

test('the setting for a disk is the variable of temporary files or the option of the cache', () => {
  const temporary = `/tmp/lambdazip-7-${'0'.repeat(32)}/work`;
  expect(ownDisk({ platform: 'linux' }, temporary)).toEqual({ path: '/tmp', setting: 'TMPDIR' });
  expect(ownDisk({ platform: 'win32' }, temporary)).toEqual({ path: '/tmp', setting: 'TEMP' });
  expect(ownDisk({ platform: 'linux' }, '/cache')).toEqual({
    path: '/cache',
    setting: '`--cache-dir` or LAMBDAZIP_CACHE_DIR',
  });
});
