import { expect, test } from 'vitest';
import { runs } from '../../test/matrix.js';
import { interfered, type MemoryHost, memoryHost, systemError } from '../../test/memory-host.js';
import type { FileSystem } from '../ports/file-system.js';
import { doneJournalPath, journalPath } from './journal.js';
import { type OutputFile, publishFiles } from './publish.js';
import { undoInterrupted } from './undo.js';

const directory = '/project/dist';
const file = (path: string): OutputFile => ({ path, content: new TextEncoder().encode('new') });
const targets = [
  file('/project/dist/a.zip'),
  file('/project/dist/bin/deep/b.zip'),
  file('/project/dist/c.zip'),
  file('/project/dist/d.zip'),
];
const stale = '/project/dist/a.zip.provenance.json';
const others = { '/project/go.mod': 'module', '/project/dist/notes.txt': 'mine' };
const before = {
  ...others,
  '/project/dist/a.zip': 'old',
  '/project/dist/c.zip': 'older',
  [stale]: 'old',
};
const after = { ...others, ...Object.fromEntries(targets.map(({ path }) => [path, 'new'])) };

/** `npm test` has every third call of the file system, and the matrix run has every call. */
const step = runs(3, 1);

class Killed extends Error {}

/**
 * File systems on which every call fails from a given one on, as after a kill; or on which one call fails, or that
 * one and all after it.
 */
const faults: Readonly<Record<string, (number: number, failing: number) => void>> = {
  'the process is killed': (number, failing) => {
    if (number >= failing) throw new Killed();
  },
  'one call fails': (number, failing) => {
    if (number === failing) throw systemError('EIO');
  },
  'two calls in turn fail': (number, failing) => {
    if (number === failing || number === failing + 1) throw systemError('EACCES');
  },
  'all further calls fail': (number, failing) => {
    if (number >= failing) throw systemError('ENOSPC');
  },
};

async function publish(host: MemoryHost, fileSystem: FileSystem): Promise<unknown> {
  return await publishFiles({ ...host, fileSystem }, targets, { directory, remove: [stale] }).then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Without hard links, as on some network file systems: old files are then renamed. */
function withoutLinks(fileSystem: FileSystem): FileSystem {
  return interfered(fileSystem, ({ name }) => {
    if (name === 'link') throw systemError('ENOTSUP');
  });
}

for (const [fault, interfere] of Object.entries(faults)) {
  test.each([
    ['with', (fileSystem: FileSystem) => fileSystem],
    ['without', withoutLinks],
  ])(`if ${fault}, the next command finds all old files or all new ones, %s links`, async (_, base) => {
    const seen = { old: 0, new: 0 };
    for (let failing = 1; ; failing += step) {
      const host = memoryHost(before);
      let reached = false;
      const fileSystem = interfered(base(host.fileSystem), ({ number }) => {
        reached ||= number >= failing;
        interfere(number, failing);
      });
      const error = await publish(host, fileSystem);
      if (!reached) break;
      if (error === undefined) expect(host.files()).toMatchObject(after);
      await undoInterrupted(host, directory);
      const found = Object.fromEntries(
        Object.entries(host.files()).filter(([path]) => !/\.\d+-[0-9a-f]{32}(\.old)?\.tmp$/.test(path)),
      );
      const isNew = '/project/dist/d.zip' in found;
      expect(found, `call ${failing}`).toEqual(isNew ? after : before);
      if (error === undefined) expect(isNew).toBe(true);
      seen[isNew ? 'new' : 'old'] += 1;
      // The next build leaves only the new files.
      await publishFiles(host, targets, { directory, remove: [stale] });
      expect(host.files()).toEqual(after);
    }
    expect(seen.old).toBeGreaterThan(20 / step);
    expect(seen.new).toBeGreaterThan(0);
  });
}

test('an undo that is killed is completed by the next one', async () => {
  for (let failing = 1; ; failing += step) {
    const host = memoryHost(before);
    const stopped = interfered(host.fileSystem, ({ name, path }) => {
      if (name === 'rename' && path.includes('d.zip')) throw systemError('EBUSY');
    });
    // Nothing can be restored: renamed files stay, with the journal.
    let count = 0;
    const broken = interfered(stopped, ({ name, path }) => {
      if (name === 'rename' && path.endsWith('.old.tmp') && ++count < 10) throw systemError('EBUSY');
    });
    const error = await publish(host, broken);
    expect(error).toMatchObject({ code: 'output-not-restored' });
    let reached = false;
    const fileSystem = interfered(host.fileSystem, ({ number }) => {
      reached ||= number >= failing;
      if (number >= failing) throw new Killed();
    });
    await undoInterrupted({ ...host, fileSystem }, directory).catch(() => undefined);
    await undoInterrupted(host, directory);
    expect(host.files()).toEqual(before);
    if (!reached) break;
  }
});

const token = 'a'.repeat(32);
const entry = (path: string, names: { temporary?: string | null; backup?: string | null } = {}) => ({
  path,
  temporary: null,
  backup: null,
  size: 3,
  modified: 0,
  ...names,
});

test.each([
  ['a path that leaves the directory', [entry('../go.mod', { backup: `.go.mod.7-${token}.old.tmp` })]],
  ['an absolute path', [entry('/project/go.mod', { backup: `.go.mod.7-${token}.old.tmp` })]],
  ['a link to a directory outside', [entry('link/go.mod', { backup: `.go.mod.7-${token}.old.tmp` })]],
  ['a backup that is none', [entry('notes.txt', { backup: 'a.zip' })]],
  ['a backup elsewhere', [entry('notes.txt', { backup: `../.notes.txt.7-${token}.old.tmp` })]],
  ['another structure', 'x'],
])('a journal with %s changes no file', async (_, files) => {
  const backups = {
    [`/project/.go.mod.7-${token}.old.tmp`]: 'evil',
    [`/project/.notes.txt.7-${token}.old.tmp`]: 'evil',
  };
  const host = memoryHost({ ...before, ...backups });
  const links = interfered(host.fileSystem, () => undefined);
  const fileSystem: FileSystem = {
    ...host.fileSystem,
    lstat: async (path) =>
      path === '/project/dist/link'
        ? { kind: 'link', size: 1, modified: 0, owner: host.userId ?? 0, permissions: 0o777 }
        : await links.lstat(path.replace('/dist/link/', '/')),
    rename: (from, to) => links.rename(from.replace('/dist/link/', '/'), to.replace('/dist/link/', '/')),
  };
  const journal = JSON.stringify({ version: 1, files });
  await host.fileSystem.writeFile(journalPath(directory), new TextEncoder().encode(journal));
  await undoInterrupted({ ...host, fileSystem }, directory);
  expect(host.files()).toEqual({ ...before, ...backups });
});

test('a journal written by a different user changes no file', async () => {
  const backup = `/project/dist/.notes.txt.7-${token}.old.tmp`;
  const host = memoryHost({ ...before, [backup]: 'evil' }, { userId: 1000 });
  const files = [entry('notes.txt', { backup: `.notes.txt.7-${token}.old.tmp` })];
  await host.fileSystem.writeFile(
    journalPath(directory),
    new TextEncoder().encode(JSON.stringify({ version: 1, files })),
  );
  const fileSystem: FileSystem = {
    ...host.fileSystem,
    lstat: async (path) => {
      const found = await host.fileSystem.lstat(path);
      return found === undefined ? undefined : { ...found, owner: 1001 };
    },
  };
  await undoInterrupted({ ...host, fileSystem }, directory);
  expect(host.files()).toMatchObject({ '/project/dist/notes.txt': 'mine' });
});

test('a file that another program wrote over a new one stays', async () => {
  const files = [entry('notes.txt', { temporary: `.notes.txt.7-${token}.tmp` })];
  const journal = JSON.stringify({ version: 1, files });
  const host = memoryHost({ ...before, [journalPath(directory)]: journal });
  await undoInterrupted(host, directory);
  expect(host.files()).toEqual(before);
});

test('a directory at the path of a journal stays', async () => {
  const files = {
    ...before,
    [`${journalPath(directory)}/x`]: 'mine',
    [`${doneJournalPath(directory)}/x`]: 'mine',
  };
  const host = memoryHost(files);
  await undoInterrupted(host, directory);
  expect(host.files()).toEqual(files);
});
