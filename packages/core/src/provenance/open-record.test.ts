import { describe, expect, test } from 'vitest';
import { madeStatement } from '../../test/made-statement.js';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { largestDocument } from '../bytes/json-depth.js';
import { openRecord } from './open-record.js';

const text = JSON.stringify(madeStatement().statement);
const host = memoryHost({
  '/project/dist/a.zip.provenance.json': text,
  '/project/broken.json': '{',
  '/project/directory/x': '',
});

describe('the provenance of an archive', () => {
  test('is the given file', async () => {
    const opened = await openRecord('dist/a.zip.provenance.json', 'other.json', host);
    expect(opened).toMatchObject({ path: 'dist/a.zip.provenance.json', reading: { kind: 'statement' } });
  });

  test('is the likely file unless the caller names a file', async () => {
    const opened = await openRecord(undefined, '/project/dist/a.zip.provenance.json', host);
    expect(opened).toMatchObject({ path: 'dist/a.zip.provenance.json', reading: { kind: 'statement' } });
  });

  test('is not searched if neither is given', async () => {
    expect(await openRecord(undefined, undefined, host)).toBeUndefined();
  });

  test('is missing if the likely file does not exist or is not a file', async () => {
    expect(await openRecord(undefined, 'none.json', host)).toBeUndefined();
    expect(await openRecord(undefined, 'directory', host)).toBeUndefined();
  });

  test('can be malformed, which is a finding and not an error', async () => {
    expect(await openRecord('broken.json', undefined, host)).toMatchObject({
      path: 'broken.json',
      reading: { kind: 'malformed' },
    });
  });
});

describe('a file that cannot be read is an error', () => {
  const unreadable = (file: string, reason: string) => ({
    code: 'provenance-unreadable',
    diagnostics: [{ args: { file, reason } }],
  });

  test('if the given file does not exist', async () => {
    await expect(openRecord('none.json', undefined, host)).rejects.toMatchObject(
      unreadable('none.json', 'no such file or directory (ENOENT)'),
    );
  });

  test('if the given file is a directory', async () => {
    await expect(openRecord('directory', undefined, host)).rejects.toMatchObject(
      unreadable('directory', 'it is a directory (EISDIR)'),
    );
  });

  test('if reading fails, also for the likely file', async () => {
    const fileSystem = interfered(host.fileSystem, ({ name }) => {
      if (name === 'readFile') throw systemError('EACCES');
    });
    await expect(openRecord(undefined, 'broken.json', { ...host, fileSystem })).rejects.toMatchObject(
      unreadable('broken.json', 'permission denied (EACCES)'),
    );
  });

  test('if it is larger than any provenance, and it is not read', async () => {
    const fileSystem = {
      ...interfered(host.fileSystem, ({ name }) => expect(name).not.toBe('readFile')),
      stat: async (path: string) => {
        const info = await host.fileSystem.stat(path);
        return info && { ...info, size: largestDocument + 1 };
      },
    };
    await expect(openRecord('broken.json', undefined, { ...host, fileSystem })).rejects.toMatchObject(
      unreadable('broken.json', 'file too large'),
    );
  });
});
