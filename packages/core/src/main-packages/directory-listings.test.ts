import { expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { DirectoryListings } from './directory-listings.js';

test('each directory is listed once, also for its names', async () => {
  const { fileSystem } = memoryHost({ '/project/a/x.go': '', '/project/a/y/z': '' });
  const listed: string[] = [];
  const listings = new DirectoryListings(interfered(fileSystem, ({ path }) => void listed.push(path)));
  await Promise.all([listings.entries('/project/a'), listings.entries('/project/a')]);
  expect([...(await listings.names('/project/a'))]).toEqual(['x.go', 'y']);
  expect(await listings.readableEntries('/project/a')).toEqual([
    { name: 'x.go', kind: 'file' },
    { name: 'y', kind: 'directory' },
  ]);
  expect(listed).toEqual(['/project/a']);
});

test('a search skips a directory that cannot be read, and keeps the reason', async () => {
  const { fileSystem } = memoryHost({ '/project/a/x': '' });
  const denied = interfered(fileSystem, () => {
    throw systemError('EACCES');
  });
  const listings = new DirectoryListings(denied);
  expect(await listings.readableEntries('/project/a')).toEqual([]);
  expect([...listings.unread]).toEqual([['/project/a', 'permission denied (EACCES)']]);
  await expect(listings.entries('/project/a')).rejects.toThrow('EACCES');
});

test('an error that does not come from the file system is not hidden', async () => {
  const { fileSystem } = memoryHost({ '/project/a/x': '' });
  const broken = interfered(fileSystem, () => {
    throw new TypeError('a bug');
  });
  await expect(new DirectoryListings(broken).readableEntries('/project/a')).rejects.toThrow('a bug');
});
