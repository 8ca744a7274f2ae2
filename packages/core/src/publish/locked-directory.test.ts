import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError } from '../../test/memory-host.js';
import { acquireLock } from '../cache/lock.js';
import { failure } from '../diagnostics/diagnose.js';
import { journalPath, writeJournal } from './journal.js';
import { undoAbove, withLockedDirectory } from './locked-directory.js';

const token = '0123456789abcdef'.repeat(2);
const backup = `.a.zip.100-${token}.old.tmp`;
const entry = { path: 'a.zip', temporary: null, backup, size: 0, modified: 0 };
const lock = '/project/dist/.lambdazip.lock';

/** A directory in which a run was killed after it had replaced a.zip. */
async function interrupted() {
  const host = memoryHost({ '/project/dist/a.zip': 'new', [`/project/dist/${backup}`]: 'old' });
  await writeJournal(host, '/project/dist', [entry]);
  return host;
}

describe('a locked directory', () => {
  test('is locked during the action and unlocked afterwards, also if the action fails', async () => {
    const host = memoryHost({ '/project/dist': null });
    const result = await withLockedDirectory(host, '/project/dist', undefined, async () => {
      expect(host.files()).toHaveProperty(lock);
      return 'done';
    });
    expect(result).toBe('done');
    const failing = withLockedDirectory(host, '/project/dist', undefined, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(host.files()).toEqual({});
  });

  test('has the old files when the action starts', async () => {
    const host = await interrupted();
    await withLockedDirectory(host, '/project/dist', undefined, async () => {
      expect(host.files()['/project/dist/a.zip']).toBe('old');
    });
    expect(host.files()).toEqual({ '/project/dist/a.zip': 'old' });
  });

  test('that cannot be locked is an output error, and the action does not run', async () => {
    const host = memoryHost({ '/project/dist': null });
    const fileSystem = interfered(host.fileSystem, ({ name }) => {
      if (name === 'writeFile') throw systemError('EROFS');
    });
    let ran = false;
    const locked = withLockedDirectory({ ...host, fileSystem }, '/project/dist', undefined, async () => {
      ran = true;
    });
    await expect(locked).rejects.toMatchObject({ code: 'output-not-writable' });
    expect(ran).toBe(false);
  });

  test("rejects with the signal's reason if it is aborted while it waits", async () => {
    const host = memoryHost({ '/project/dist': null });
    const held = await acquireLock(host, lock);
    const stop = new AbortController();
    const waiting = withLockedDirectory(host, '/project/dist', stop.signal, async () => undefined);
    stop.abort(failure('interrupted', { by: 'SIGINT' }));
    await expect(waiting).rejects.toMatchObject({ code: 'interrupted' });
    await held.release();
  });
});

describe('before a file is read', () => {
  test('a partial replacement in any directory above it is undone', async () => {
    for (const path of ['dist/a.zip', '/project/dist', 'dist/deep/er/b.zip']) {
      const host = await interrupted();
      await undoAbove(host, [path]);
      expect([path, host.files()]).toEqual([path, { '/project/dist/a.zip': 'old' }]);
    }
  });

  test('a directory that is not above it is left as it is', async () => {
    const host = await interrupted();
    const before = host.files();
    await undoAbove(host, ['other/a.zip', 'lambdazip.json']);
    expect(host.files()).toEqual(before);
  });

  test('a directory that another run is writing to is left as it is', async () => {
    const host = await interrupted();
    const held = await acquireLock(host, lock);
    await undoAbove(host, ['dist/a.zip']);
    expect(host.files()).toHaveProperty(journalPath('/project/dist'));
    await held.release();
    await undoAbove(host, ['dist/a.zip']);
    expect(host.files()).not.toHaveProperty(journalPath('/project/dist'));
  });

  test('a directory that this user cannot write to is left as it is', async () => {
    const host = await interrupted();
    const before = host.files();
    const fileSystem = interfered(host.fileSystem, ({ name }) => {
      if (name === 'writeFile') throw systemError('EACCES');
    });
    await undoAbove({ ...host, fileSystem }, ['dist/a.zip']);
    expect(host.files()).toEqual(before);
  });
});
