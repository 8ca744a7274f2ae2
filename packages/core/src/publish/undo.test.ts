import { describe, expect, test } from 'vitest';
import { interfered, type MemoryHost, memoryHost, systemError } from '../../test/memory-host.js';
import {
  doneJournalPath,
  type JournalEntry,
  journalPath,
  newJournalPath,
  placesOf,
  writeJournal,
} from './journal.js';
import { removeBackups, undo, undoInterrupted, wasInterrupted } from './undo.js';

const token = '0123456789abcdef'.repeat(2);
const directory = '/out';
const replaced: JournalEntry = {
  path: 'a.zip',
  temporary: `.a.zip.100-${token}.tmp`,
  backup: `.a.zip.100-${token}.old.tmp`,
  size: 3,
  modified: 0,
};
const { temporary = '', backup = '' } = placesOf(directory, replaced);

/** A new file without a predecessor, as it is on disk. */
async function added(host: MemoryHost, path: string): Promise<JournalEntry> {
  const info = await host.fileSystem.lstat(`${directory}/${path}`);
  return {
    path,
    temporary: `.${path}.100-${token}.tmp`,
    backup: null,
    size: info?.size ?? 0,
    modified: info?.modified ?? 0,
  };
}

describe('undo', () => {
  test('restores a replaced file', async () => {
    const host = memoryHost({ '/out/a.zip': 'new', [backup]: 'old' });
    await undo(host, directory, [replaced]);
    expect(host.files()).toEqual({ '/out/a.zip': 'old' });
  });

  test('restores a file that was to be removed', async () => {
    const host = memoryHost({ [backup]: 'old' });
    await undo(host, directory, [{ ...replaced, temporary: null }]);
    expect(host.files()).toEqual({ '/out/a.zip': 'old' });
  });

  test('removes the new content of a file that was not replaced yet', async () => {
    const host = memoryHost({ '/out/a.zip': 'old', [temporary]: 'new' });
    await undo(host, directory, [replaced]);
    expect(host.files()).toEqual({ '/out/a.zip': 'old' });
  });

  test('removes a new file, unless a different program has written it since', async () => {
    const host = memoryHost({ '/out/a.zip': 'new', '/out/b.zip': 'new' });
    const [a, b] = [await added(host, 'a.zip'), await added(host, 'b.zip')];
    await host.fileSystem.writeFile('/out/b.zip', new TextEncoder().encode('by somebody else'));
    await undo(host, directory, [a, b]);
    expect(host.files()).toEqual({ '/out/b.zip': 'by somebody else' });
  });

  test('does not touch the target of a new file that was never renamed', async () => {
    const host = memoryHost({ '/out/a.zip': 'new', [temporary]: 'new' });
    await undo(host, directory, [await added(host, 'a.zip')]);
    expect(host.files()).toEqual({ '/out/a.zip': 'new' });
  });

  test('can be repeated', async () => {
    const host = memoryHost({ '/out/a.zip': 'new', [backup]: 'old' });
    for (let times = 0; times < 3; times += 1) await undo(host, directory, [replaced]);
    expect(host.files()).toEqual({ '/out/a.zip': 'old' });
  });

  test('removes the backup if it is a link to the same file', async () => {
    const host = memoryHost({ '/out/a.zip': 'old' });
    await host.fileSystem.link('/out/a.zip', backup);
    await undo(host, directory, [replaced]);
    expect(host.files()).toEqual({ '/out/a.zip': 'old' });
  });

  test('continues after a failure, then reports every file that was not restored', async () => {
    const entries = ['c.zip', 'b.zip', 'a.zip'].map((path) => ({
      ...replaced,
      path,
      temporary: `.${path}.100-${token}.tmp`,
      backup: `.${path}.100-${token}.old.tmp`,
    }));
    const files = Object.fromEntries(entries.map(({ backup: name }) => [`/out/${name}`, 'old']));
    const host = memoryHost(files);
    const fileSystem = interfered(host.fileSystem, ({ name, path }) => {
      if (name === 'rename' && !path.includes('b.zip')) throw systemError('EACCES');
    });
    await expect(undo({ fileSystem }, directory, entries)).rejects.toMatchObject({
      code: 'output-not-restored',
      diagnostics: [{ args: { files: ['/out/a.zip', '/out/c.zip'] } }],
    });
    expect(host.files()['/out/b.zip']).toBe('old');
  });
});

test.each([journalPath, doneJournalPath, newJournalPath])(
  'a directory with a journal (%#) was interrupted',
  async (nameOf) => {
    expect(await wasInterrupted(memoryHost({ '/out/a.zip': 'old' }), directory)).toBe(false);
    expect(await wasInterrupted(memoryHost({ [nameOf(directory)]: '' }), directory)).toBe(true);
  },
);

describe('an interrupted replacement', () => {
  test('is undone if the old files are authoritative', async () => {
    const host = memoryHost({ '/out/a.zip': 'new', [backup]: 'old', [newJournalPath(directory)]: 'half' });
    const partial = await host.fileSystem.readFile(newJournalPath(directory));
    await writeJournal(host, directory, [replaced]);
    await host.fileSystem.writeFile(newJournalPath(directory), partial);
    await undoInterrupted(host, directory);
    expect(host.files()).toEqual({ '/out/a.zip': 'old' });
  });

  test('is completed if all new files are in place', async () => {
    const host = memoryHost({ '/out/a.zip': 'new', [backup]: 'old' });
    await writeJournal(host, directory, [replaced]);
    await host.fileSystem.rename(journalPath(directory), doneJournalPath(directory));
    await undoInterrupted(host, directory);
    expect(host.files()).toEqual({ '/out/a.zip': 'new' });
  });

  test('keeps its journal while an old file cannot be removed', async () => {
    const host = memoryHost({ '/out/a.zip': 'new', [backup]: 'old' });
    await writeJournal(host, directory, [replaced]);
    await host.fileSystem.rename(journalPath(directory), doneJournalPath(directory));
    const fileSystem = interfered(host.fileSystem, ({ name, path }) => {
      if (name === 'remove' && path === backup) throw systemError('EBUSY');
    });
    await undoInterrupted({ ...host, fileSystem }, directory);
    expect(host.files()).toHaveProperty(doneJournalPath(directory));
    await undoInterrupted(host, directory);
    expect(host.files()).toEqual({ '/out/a.zip': 'new' });
  });

  test('with a damaged journal changes no other file', async () => {
    const host = memoryHost({ '/out/a.zip': 'new', [backup]: 'old', [journalPath(directory)]: '{' });
    await undoInterrupted(host, directory);
    expect(host.files()).toEqual({ '/out/a.zip': 'new', [backup]: 'old' });
  });

  test('whose journal cannot be read is an error that names it', async () => {
    const host = memoryHost();
    await host.fileSystem.makeDirectory(directory);
    await writeJournal(host, directory, []);
    const fileSystem = interfered(host.fileSystem, ({ name }) => {
      if (name === 'readFile') throw systemError('EIO');
    });
    await expect(undoInterrupted({ ...host, fileSystem }, directory)).rejects.toMatchObject({
      code: 'output-not-restored',
      diagnostics: [{ args: { files: [journalPath(directory)] } }],
    });
  });
});

test('backups are removed; a file that is already gone does not count as left', async () => {
  const host = memoryHost({ '/out/a.zip': 'new', [backup]: 'old' });
  for (let times = 0; times < 2; times += 1)
    expect(await removeBackups(host, directory, [replaced])).toBe(true);
  expect(host.files()).toEqual({ '/out/a.zip': 'new' });
});
