import { expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import { backupPath, isBackupName, isTemporaryName, ownerOf, temporaryPath } from './temporary-name.js';

const host = memoryHost();
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

test('a temporary name is hidden, next to the target, unique, and recognized', () => {
  const first = temporaryPath(host, '/out/a.zip');
  expect(first).toMatch(/^\/out\/\.a\.zip\.100-[0-9a-f]{32}\.tmp$/);
  expect(temporaryPath(host, '/out/a.zip')).not.toBe(first);
  expect(isTemporaryName(nameOf(first), '/out/a.zip')).toBe(true);
  expect(isBackupName(nameOf(first), '/out/a.zip')).toBe(false);
  expect(ownerOf(nameOf(first), '/out/a.zip')).toBe(100);
});

test('a backup name is hidden, next to the target, and recognized', () => {
  const path = backupPath(host, '/out/a.zip');
  expect(path).toMatch(/^\/out\/\.a\.zip\.100-[0-9a-f]{32}\.old\.tmp$/);
  expect(isBackupName(nameOf(path), 'a.zip')).toBe(true);
  expect(isTemporaryName(nameOf(path), 'a.zip')).toBe(false);
  expect(ownerOf(nameOf(path), 'a.zip')).toBe(100);
});

const token = '0123456789abcdef'.repeat(2);
test.each([
  `.b.zip.100-${token}.tmp`,
  `a.zip.100-${token}.tmp`,
  `.a.zip.100-${token}`,
  `.a.zip.100-${token.slice(1)}.tmp`,
  `.a.zip.100-${token.toUpperCase()}.tmp`,
  `.a.zip.x-${token}.tmp`,
  `.a.zip.100-${token}.new.tmp`,
  `.a.zip.100-${token}.tmp/../../x`,
  'a.zip',
])('%s is not a name for a.zip', (name) => {
  expect([isTemporaryName(name, 'a.zip'), isBackupName(name, 'a.zip'), ownerOf(name, 'a.zip')]).toEqual([
    false,
    false,
    undefined,
  ]);
});

test.each([
  ['ASCII', 'a'.repeat(255)],
  ['characters of several bytes', 'ü😀'.repeat(40)],
])('names of long targets in %s stay below 255 bytes and are recognized', (_, target) => {
  for (const path of [temporaryPath(host, `/out/${target}`), backupPath(host, `/out/${target}`)]) {
    expect(Buffer.byteLength(nameOf(path))).toBeLessThanOrEqual(255);
    // Cut between characters, not inside one.
    expect(Buffer.from(path).toString()).toBe(path);
    expect(ownerOf(nameOf(path), target)).toBe(100);
  }
});
