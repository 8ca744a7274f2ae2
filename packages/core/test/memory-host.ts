import { createFsFromVolume, Volume } from 'memfs';
import { nodeClock } from '../src/node/clock.js';
import { nodeFileSystem } from '../src/node/file-system.js';
import { nodeHost } from '../src/node/host.js';
import type { Clock } from '../src/ports/clock.js';
import type { FileSystem } from '../src/ports/file-system.js';
import type { Host } from '../src/ports/host.js';

/** A host with in-memory files, for tests of logic. */
export interface MemoryHost extends Host {
  /** The text of all files (not directories), by path. */
  readonly files: () => Readonly<Record<string, string>>;
  /** All paths, including directories, sorted. */
  readonly paths: () => readonly string[];
  /** Makes a symbolic link. */
  readonly symlink: (target: string, path: string) => Promise<void>;
}

/** @param files content by absolute path; null for an empty directory */
export function memoryHost(
  files: Readonly<Record<string, string | null>> = {},
  overrides: Partial<Host> = {},
): MemoryHost {
  const volume = Volume.fromNestedJSON({});
  volume.fromJSON({ '/tmp': null, ...files });
  const clock = overrides.clock ?? nodeClock;
  const disk = nodeFileSystem(createFsFromVolume(volume).promises);
  const fileSystem: FileSystem = {
    ...disk,
    makeDirectory: async (path, options) => {
      await disk.makeDirectory(path, options);
      // memfs accepts an existing file as the directory.
      if ((await disk.stat(path))?.kind !== 'directory') throw systemError('EEXIST');
    },
    // In-memory files have no modes.
    isExecutable: async (path) => volume.existsSync(path) && volume.statSync(path).isFile(),
    touch: async (path) => volume.utimesSync(path, clock.now() / 1000, clock.now() / 1000),
  };
  const host = nodeHost({
    fileSystem,
    environment: {},
    platform: 'linux',
    workingDirectory: '/project',
    temporaryDirectory: '/tmp',
    processId: 100,
    hostName: 'here',
    processSpace: 'here',
    isAlive: (processId) => processId === 100,
    ...overrides,
  });
  const all = (): [string, string | null][] => Object.entries(volume.toJSON());
  const walk = (directory: string): string[] =>
    (
      volume.readdirSync(directory, { withFileTypes: true }) as { name: unknown; isDirectory(): boolean }[]
    ).flatMap((entry) => {
      const path = `${directory === '/' ? '' : directory}/${entry.name}`;
      return entry.isDirectory() ? [path, ...walk(path)] : [path];
    });
  return {
    ...host,
    files: () => Object.fromEntries(all().filter((file): file is [string, string] => file[1] !== null)),
    paths: () => walk('/').sort(),
    symlink: async (target, path) => volume.symlinkSync(target, path),
  };
}

/** A clock that advances only during sleeps; callbacks scheduled with `every` run then. */
export function testClock(
  start: number = Date.now(),
): Clock & { readonly advance: (milliseconds: number) => void } {
  let now = start;
  const beats = new Set<{ readonly milliseconds: number; next: number; readonly action: () => void }>();
  const advance = (milliseconds: number): void => {
    now += milliseconds;
    for (const beat of beats) {
      for (; beat.next <= now; beat.next += beat.milliseconds) beat.action();
    }
  };
  return {
    now: () => now,
    advance,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      await new Promise((resolve) => setImmediate(resolve));
      advance(milliseconds);
      signal?.throwIfAborted();
    },
    every: (milliseconds, action) => {
      const beat = { milliseconds, next: now + milliseconds, action };
      beats.add(beat);
      return () => beats.delete(beat);
    },
  };
}

/** Called before each file system call; it may throw, or take time. */
export type Interference = (call: {
  /** Counts from 1 over all calls. */
  readonly number: number;
  readonly name: keyof FileSystem;
  readonly path: string;
}) => void | Promise<void>;

/** Wraps a file system and announces each call before it happens. */
export function interfered(fileSystem: FileSystem, interference: Interference): FileSystem {
  let number = 0;
  return new Proxy(fileSystem, {
    get: (target, name: keyof FileSystem) => {
      const original = target[name] as (...values: unknown[]) => Promise<unknown>;
      return async (...values: unknown[]) => {
        number += 1;
        await interference({ number, name, path: String(values[0]) });
        return await original(...values);
      };
    },
  });
}

/** An error as thrown by a file system. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as told by the test`), { code });
}

/** Wraps a file system so that it finds names that differ from the entries, like file systems that fold names. */
export function foldingFileSystem(fileSystem: FileSystem, fold: (name: string) => string): FileSystem {
  const actual = async (path: string): Promise<string> => {
    let place = '';
    for (const name of path.split('/').slice(1)) {
      const entries = await fileSystem.readDirectory(place === '' ? '/' : place).catch(() => []);
      const found = entries.find((entry) => fold(entry.name) === fold(name));
      place += `/${found?.name ?? name}`;
    }
    return place;
  };
  const ofOnePath = ['readFile', 'readStart', 'lstat', 'stat', 'identify', 'readDirectory', 'makeDirectory'];
  return new Proxy(fileSystem, {
    get: (target, name: keyof FileSystem) => {
      const original = target[name] as (...values: unknown[]) => Promise<unknown>;
      // The kernel often returns the spelling that was asked for.
      if (name === 'realPath') return async (path: string) => path;
      if (!ofOnePath.includes(name)) return original;
      return async (path: string, ...more: unknown[]) => await original(await actual(path), ...more);
    },
  });
}
