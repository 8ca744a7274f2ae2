import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { interfered, type MemoryHost, memoryHost, systemError } from '../../test/memory-host.js';
import { nodeHost } from '../node/host.js';
import type { FileSystem } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { type OutputFile, publishFiles } from './publish.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (path: string, text = 'new'): OutputFile => ({ path, content: bytes(text) });
const targets = [
  file('/project/dist/a.zip'),
  file('/project/dist/bin/deep/b.zip'),
  file('/project/other/c.zip'),
];
const old = { '/project/dist/a.zip': 'old', '/project/go.mod': 'module' };
const published = {
  ...old,
  '/project/dist/a.zip': 'new',
  '/project/dist/bin/deep/b.zip': 'new',
  '/project/other/c.zip': 'new',
};

test('writes all files and the directories they need, and nothing else', async () => {
  const host = memoryHost(old);
  await publishFiles(host, targets, { directory: '/project' });
  expect(host.files()).toEqual(published);
});

test('replaces no file before all of them are flushed to disk', async () => {
  const host = memoryHost(old);
  const steps: string[] = [];
  const fileSystem: FileSystem = {
    ...host.fileSystem,
    writeFile: async (path, content, options) => {
      steps.push(`write${options?.flush === true ? ' and flush' : ''}`);
      await host.fileSystem.writeFile(path, content, options);
    },
    rename: async (from, to) => {
      steps.push('rename');
      await host.fileSystem.rename(from, to);
    },
  };
  await publishFiles({ ...host, fileSystem }, targets, { directory: '/project' });
  // The fourth is the journal, which is renamed first and last.
  expect(steps).toEqual([...Array(4).fill('write and flush'), ...Array(5).fill('rename')]);
});

test('leaves a file with the same content unchanged, but not one with only the same size', async () => {
  const host = memoryHost({ ...published, '/project/dist/bin/deep/b.zip': 'NEW' });
  const renamed: string[] = [];
  const fileSystem: FileSystem = {
    ...host.fileSystem,
    rename: async (from, to) => {
      renamed.push(to);
      await host.fileSystem.rename(from, to);
    },
  };
  await publishFiles({ ...host, fileSystem }, targets, { directory: '/project' });
  expect(renamed).toEqual(['/project/dist/bin/deep/b.zip']);
  expect(host.files()).toEqual(published);
});

describe('everything is restored and nothing is left behind', () => {
  /** Publishes with a hook before each file system call; returns whether publishing failed. */
  async function attempt(
    host: MemoryHost,
    interference: Parameters<typeof interfered>[1],
    signal?: AbortSignal,
  ) {
    const fileSystem = interfered(host.fileSystem, interference);
    return await publishFiles({ ...host, fileSystem }, targets, { directory: '/project', signal }).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  test('after an abort at any step before the journal is written; after it, all files are new', async () => {
    const seen = { stopped: 0, done: 0 };
    for (let step = 1; ; step++) {
      const host = memoryHost(old);
      const before = host.paths();
      const controller = new AbortController();
      let renamed = false;
      let reached = false;
      const error = await attempt(
        host,
        ({ number, path }) => {
          const begins = path.includes('.lambdazip.journal');
          if (number === step) {
            controller.abort('stop');
            reached = true;
            renamed ||= begins;
          } else if (begins && !reached) renamed = true;
        },
        controller.signal,
      );
      if (!reached) break;
      if (renamed) {
        expect(error).toBeUndefined();
        expect(host.files()).toEqual(published);
        seen.done += 1;
      } else {
        expect(error).toBe('stop');
        expect(host.paths()).toEqual(before);
        expect(host.files()).toEqual(old);
        seen.stopped += 1;
      }
    }
    expect(seen.stopped).toBeGreaterThan(10);
    expect(seen.done).toBeGreaterThan(3);
  });

  test.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'output-not-writable'],
    ['EROFS', 'output-not-writable'],
    ['EPERM', 'output-not-writable'],
    ['EIO', 'output-write-failed'],
  ])('after %s at any call before the first rename, which is reported as %s', async (code, expected) => {
    for (const failing of ['makeDirectory', 'writeFile', 'rename'] as const) {
      for (let nth = 1; nth <= (failing === 'rename' ? 1 : 3); nth++) {
        const host = memoryHost(old);
        const before = host.paths();
        let count = 0;
        const error = await attempt(host, async ({ name, path }) => {
          if (name !== failing) return;
          count += 1;
          if (count !== nth) return;
          // A disk that fills up leaves a partially written file.
          if (name === 'writeFile') await host.fileSystem.writeFile(path, bytes('ne'));
          throw systemError(code);
        });
        expect(error).toMatchObject({ code: expected, cause: { code } });
        expect(host.paths()).toEqual(before);
        expect(host.files()).toEqual(old);
      }
    }
  });

  test('if a target is a directory', async () => {
    const host = memoryHost({ ...old, '/project/other/c.zip/file': 'x' });
    const before = host.paths();
    await expect(publishFiles(host, targets, { directory: '/project' })).rejects.toMatchObject({
      code: 'output-not-writable',
    });
    expect(host.paths()).toEqual(before);
  });

  test('if a parent directory is a file', async () => {
    const host = memoryHost({ ...old, '/project/other': 'a file' });
    const before = host.paths();
    await expect(publishFiles(host, targets, { directory: '/project' })).rejects.toMatchObject({
      code: 'output-not-writable',
    });
    expect(host.paths()).toEqual(before);
  });
});

test.each(targets.map(({ path }) => path))(
  'if %s cannot be renamed, everything is restored and no temporary file is left',
  async (path) => {
    const host = memoryHost(old);
    const before = host.paths();
    const fileSystem: FileSystem = {
      ...host.fileSystem,
      rename: async (from, to) => {
        if (to === path && !from.endsWith('.old.tmp')) throw systemError('EBUSY');
        await host.fileSystem.rename(from, to);
      },
    };
    const publishing = publishFiles({ ...host, fileSystem }, targets, { directory: '/project' });
    await expect(publishing).rejects.toMatchObject({
      code: 'output-not-writable',
      diagnostics: [{ args: { path } }],
    });
    expect(host.files()).toEqual(old);
    expect(host.paths()).toEqual(before);
  },
);

test('temporary files of killed builds are removed, those of running builds are not', async () => {
  const token = 'a'.repeat(32);
  const remains = (processId: number, name = 'a.zip'): string =>
    `/project/dist/.${name}.${processId}-${token}.tmp`;
  const others = {
    [remains(200)]: 'of a living build',
    [remains(7, 'z.zip')]: 'of another target',
    '/project/dist/.a.zip.tmp': 'x',
  };
  const host = memoryHost(
    {
      ...old,
      ...others,
      [remains(7)]: 'half',
      [remains(100)]: "of a container's killed build with this one's id",
    },
    { isAlive: (processId) => processId >= 100 },
  );
  await publishFiles(host, targets.slice(0, 1));
  expect(host.files()).toEqual({ ...old, ...others, '/project/dist/a.zip': 'new' });
});

test('the longest file name that a file system allows gets a shorter temporary name', async () => {
  const name = `${'n'.repeat(251)}.zip`;
  const host = memoryHost(old);
  const longest: number[] = [];
  const fileSystem = interfered(host.fileSystem, ({ path }) => {
    longest.push(Math.max(...path.split('/').map((part) => part.length)));
  });
  const files = [file(`/project/dist/${name}`), file(`/project/dist/${'n'.repeat(250)}.zip`)];
  await publishFiles({ ...host, fileSystem }, files, { directory: '/project' });
  expect(Math.max(...longest)).toBeLessThanOrEqual(255);
  expect(Object.keys(host.files())).toHaveLength(4);
});

describe('on a real disk', () => {
  async function inDirectory(action: (directory: string, host: Host) => Promise<void>): Promise<void> {
    const directory = await mkdtemp(`${tmpdir()}/lambdazip-test-`);
    try {
      await action(directory, nodeHost());
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  test('files are written with their content and replace older ones', () =>
    inDirectory(async (directory, host) => {
      for (const text of ['one', 'two']) {
        await publishFiles(host, [file(`${directory}/dist/bin/a.zip`, text)]);
        expect(await readFile(`${directory}/dist/bin/a.zip`, 'utf8')).toBe(text);
      }
      expect(await readdir(`${directory}/dist`, { recursive: true })).toEqual(['bin', 'bin/a.zip']);
    }));

  test('a link at the target is replaced and its own target stays', () =>
    inDirectory(async (directory, host) => {
      await publishFiles(host, [file(`${directory}/precious`, 'old')]);
      await symlink('precious', `${directory}/a.zip`);
      await publishFiles(host, [file(`${directory}/a.zip`)]);
      expect(await readFile(`${directory}/precious`, 'utf8')).toBe('old');
      expect(await readFile(`${directory}/a.zip`, 'utf8')).toBe('new');
    }));

  test.runIf(process.platform === 'linux')('a full disk is reported', async () => {
    // Every write to this device fails for lack of space.
    const host = nodeHost();
    const fileSystem: FileSystem = {
      ...host.fileSystem,
      writeFile: (_, content) => host.fileSystem.writeFile('/dev/full', content),
    };
    await inDirectory(async (directory) => {
      const publishing = publishFiles({ ...host, fileSystem }, [file(`${directory}/dist/a.zip`)]);
      await expect(publishing).rejects.toMatchObject({ code: 'disk-full' });
      expect(await readdir(directory)).toEqual([]);
    });
  });
});
