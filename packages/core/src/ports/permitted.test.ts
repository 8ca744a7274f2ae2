import { expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { readableEntries, statIfPermitted } from './permitted.js';

const { fileSystem } = memoryHost({ '/project/a/x.txt': 'x' });

test('reads what the user may read', async () => {
  expect(await readableEntries(fileSystem, '/project/a')).toEqual([{ name: 'x.txt', kind: 'file' }]);
  expect((await statIfPermitted(fileSystem, '/project/a'))?.kind).toBe('directory');
});

test('a directory without permission is treated as empty', async () => {
  const denied = interfered(fileSystem, () => {
    throw systemError('EACCES');
  });
  expect(await readableEntries(denied, '/project/a')).toEqual([]);
  expect(await statIfPermitted(denied, '/project/a')).toBeUndefined();
});

test('an error that does not come from the file system is not hidden', async () => {
  const broken = interfered(fileSystem, () => {
    throw new TypeError('a bug');
  });
  await expect(readableEntries(broken, '/project/a')).rejects.toThrow('a bug');
  await expect(statIfPermitted(broken, '/project/a')).rejects.toThrow('a bug');
});
