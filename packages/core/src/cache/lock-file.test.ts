import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { createLockFile, isHeldBy, newHolder, readLockFile } from './lock-file.js';

const path = '/project/x.lock';
const files = { '/project': null };

test('a lock file names its holder, and no temporary file is left', async () => {
  const host = memoryHost(files);
  const holder = newHolder(host);
  expect(holder).toMatchObject({ processId: 100, hostName: 'here', processSpace: 'here' });
  expect(await createLockFile(host, path, holder)).toBe(true);
  expect(await readLockFile(host, path)).toMatchObject({ token: holder.token, holder });
  expect(await isHeldBy(host, path, holder)).toBe(true);
  expect(Object.keys(host.files())).toEqual([path]);
});

test('an existing lock file is not replaced', async () => {
  const host = memoryHost(files);
  const [first, second] = [newHolder(host), newHolder(host)];
  await createLockFile(host, path, first);
  expect(await createLockFile(host, path, second)).toBe(false);
  expect((await readLockFile(host, path))?.holder).toEqual(first);
  expect(Object.keys(host.files())).toEqual([path]);
});

test('a file system that reports a successful link as a failure gives the lock to its creator', async () => {
  const host = memoryHost(files);
  const { fileSystem } = host;
  const link = async (from: string, to: string): Promise<void> => {
    await fileSystem.link(from, to);
    throw systemError('EEXIST');
  };
  expect(await createLockFile({ ...host, fileSystem: { ...fileSystem, link } }, path, newHolder(host))).toBe(
    true,
  );
});

describe('without hard links', () => {
  test.each(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK'])(
    'as reported by %s the file is created directly, and never replaced',
    async (code) => {
      const host = memoryHost(files);
      const fileSystem = interfered(host.fileSystem, ({ name }) => {
        if (name === 'link') throw systemError(code);
      });
      const [first, second] = [newHolder(host), newHolder(host)];
      expect(await createLockFile({ ...host, fileSystem }, path, first)).toBe(true);
      expect(await createLockFile({ ...host, fileSystem }, path, second)).toBe(false);
      expect((await readLockFile(host, path))?.holder).toEqual(first);
      expect(Object.keys(host.files())).toEqual([path]);
    },
  );

  test('the lock is lost if a different process replaced the file', async () => {
    const host = memoryHost(files);
    const other = newHolder(host);
    const fileSystem = interfered(host.fileSystem, async ({ name, path: read }) => {
      if (name === 'link') throw systemError('ENOTSUP');
      if (name === 'lstat' && read === path)
        await host.fileSystem.writeFile(path, new TextEncoder().encode(JSON.stringify(other)));
    });
    expect(await createLockFile({ ...host, fileSystem }, path, newHolder(host))).toBe(false);
  });
});

test('any other error of the file system is passed on', async () => {
  const host = memoryHost(files);
  const fileSystem = interfered(host.fileSystem, ({ name }) => {
    if (name === 'link') throw systemError('EIO');
  });
  await expect(createLockFile({ ...host, fileSystem }, path, newHolder(host))).rejects.toMatchObject({
    code: 'EIO',
  });
  expect(host.files()).toEqual({});
});

test('a missing lock file is undefined, also if it disappears while it is read', async () => {
  const host = memoryHost({ ...files, [path]: '{}' });
  const fileSystem = interfered(host.fileSystem, async ({ name, path: read }) => {
    if (name === 'readFile') await host.fileSystem.remove(read);
  });
  expect(await readLockFile({ fileSystem }, path)).toBeUndefined();
  expect(await readLockFile(host, path)).toBeUndefined();
});

describe('a lock file without a valid holder has a token that changes with the file', () => {
  const valid = { processId: 1, hostName: 'h', processSpace: 's', token: '01234567' };
  test.each<readonly [string, string]>([
    ['empty', ''],
    ['not JSON', '{'],
    ['null', 'null'],
    ['without a process', JSON.stringify({ ...valid, processId: undefined })],
    ['with a process that is text', JSON.stringify({ ...valid, processId: '1' })],
    ['without a host', JSON.stringify({ ...valid, hostName: 1 })],
    ['without a process space', JSON.stringify({ ...valid, processSpace: null })],
    ['with a path as its token', JSON.stringify({ ...valid, token: '../../etc' })],
    ['with a short token', JSON.stringify({ ...valid, token: '0123456' })],
  ])('%s', async (_, text) => {
    const host = memoryHost({ [path]: text });
    const found = await readLockFile(host, path);
    expect(found?.holder).toBeUndefined();
    expect(found?.token).toMatch(new RegExp(`^unreadable-${text.length}-\\d+$`));
  });

  test('that cannot be read', async () => {
    const host = memoryHost({ [path]: JSON.stringify(valid) });
    expect((await readLockFile(host, path))?.holder).toEqual(valid);
    const fileSystem = interfered(host.fileSystem, ({ name }) => {
      if (name === 'readFile') throw systemError('EBUSY');
    });
    expect(await readLockFile({ fileSystem }, path)).toMatchObject({ holder: undefined });
  });
});
