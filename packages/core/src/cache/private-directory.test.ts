import { describe, expect, test } from 'vitest';
import { memoryHost } from '../../test/memory-host.js';
import type { FileInfo, FileSystem } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { ensurePrivate } from './private-directory.js';

const me = 1000;
const other = 1001;

interface Given {
  readonly files?: Readonly<Record<string, string | null>>;
  /** Owner and mode by path; files are this user's, with mode 0700, by default. */
  readonly status?: Readonly<Record<string, Partial<Pick<FileInfo, 'owner' | 'permissions'>>>>;
  readonly userId?: number | undefined;
}

function hostWith({ files = { '/c': null }, status = {}, ...given }: Given) {
  const memory = memoryHost(files);
  const made: string[] = [];
  const known = (path: string, info: FileInfo | undefined): FileInfo | undefined =>
    info === undefined ? undefined : { ...info, owner: me, permissions: 0o700, ...status[path] };
  const fileSystem: FileSystem = {
    ...memory.fileSystem,
    stat: async (path) => known(path, await memory.fileSystem.stat(path)),
    lstat: async (path) => known(path, await memory.fileSystem.lstat(path)),
    makePrivate: async (path) => void made.push(path),
  };
  const userId = 'userId' in given ? given.userId : me;
  const host: Pick<Host, 'fileSystem' | 'userId'> = { fileSystem, userId };
  return { host, made };
}

const refused = (reason: string) => ({
  code: 'cache-not-private',
  diagnostics: [{ args: { directory: '/c', reason } }],
});

describe("lambdazip's own directory", () => {
  test.each([0o755, 0o750, 0o777, 0o711])('of mode %o is made private', async (permissions) => {
    const { host, made } = hostWith({ status: { '/c': { permissions } } });
    await ensurePrivate(host, '/c', true);
    expect(made).toEqual(['/c']);
  });

  test('that is private is left unchanged', async () => {
    const { host, made } = hostWith({});
    await ensurePrivate(host, '/c', true);
    expect(made).toEqual([]);
  });

  test('with a file of a different user is refused if others could write to it', async () => {
    const files = { '/c/below/x': 'x', '/c/y': 'y' };
    const status = { '/c': { permissions: 0o777 }, '/c/below/x': { owner: other } };
    const { host, made } = hostWith({ files, status });
    await expect(ensurePrivate(host, '/c', true)).rejects.toMatchObject(
      refused('/c/below/x is owned by user 1001'),
    );
    expect(made).toEqual([]);
  });

  test("that root owns is used if only root can write to it, and root's files in it are accepted", async () => {
    const status = { '/c': { owner: 0, permissions: 0o755 } };
    const { host, made } = hostWith({ status });
    await ensurePrivate(host, '/c', true);
    expect(made).toEqual([]);
    const open = hostWith({
      files: { '/c/x': 'x' },
      status: { '/c': { permissions: 0o770 }, '/c/x': { owner: 0 } },
    });
    await ensurePrivate(open.host, '/c', true);
    expect(open.made).toEqual(['/c']);
  });

  test('that root owns and others can write to is refused', async () => {
    const { host } = hostWith({ status: { '/c': { owner: 0, permissions: 0o777 } } });
    await expect(ensurePrivate(host, '/c', true)).rejects.toMatchObject(
      refused('other users can write to it'),
    );
  });
});

describe('a directory with other files', () => {
  test('is refused if others can write to it', async () => {
    const { host } = hostWith({ status: { '/c': { permissions: 0o720 } } });
    await expect(ensurePrivate(host, '/c', false)).rejects.toMatchObject(
      refused('other users can write to it'),
    );
  });

  test('keeps its mode if others can only read it', async () => {
    const { host, made } = hostWith({ status: { '/c': { permissions: 0o755 } } });
    await ensurePrivate(host, '/c', false);
    expect(made).toEqual([]);
  });
});

test('a directory of a different user is refused, whatever its mode', async () => {
  const { host } = hostWith({ status: { '/c': { owner: other } } });
  for (const isOwn of [true, false]) {
    await expect(ensurePrivate(host, '/c', isOwn)).rejects.toMatchObject(refused('it is owned by user 1001'));
  }
});

test('a missing directory, and any directory on Windows, is accepted', async () => {
  const status = { '/c': { owner: other, permissions: 0o777 } };
  const { host, made } = hostWith({ status, userId: undefined });
  await ensurePrivate(host, '/c', true);
  await ensurePrivate(hostWith({ files: {} }).host, '/missing', true);
  expect(made).toEqual([]);
});
