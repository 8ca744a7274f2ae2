import { resolve } from 'pathe';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { failure } from '../diagnostics/lambdazip-error.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import { makeRoom } from './cache-entry.js';
import { linkDirectory, packedDirectory, tagContent, tagFile, writingDirectory } from './cache-layout.js';

/** A cache directory that can be written. */
export interface Cache {
  /** Absolute, with `/`. */
  readonly directory: string;
  /** Whether it lives only as long as this build. */
  readonly temporary: boolean;
  /** `cache-not-writable`, where the directory asked for could not be used. */
  readonly warnings: readonly Diagnostic[];
  /** The paths of packed contents and link directories that this run has used; it does not prune them. */
  readonly used: Set<string>;
  /** Those that it has added. */
  readonly written: Set<string>;
  /** The paths of files that were damaged: what they held was made anew. */
  readonly damaged: Set<string>;
  /** Removes a temporary one. Never rejects. */
  close(): Promise<void>;
}

/**
 * The cache directory: the one asked for, else LAMBDAZIP_CACHE_DIR, else the platform's. Relative ones
 * are relative to the working directory, and an empty one counts as none.
 */
export function cacheDirectory(option: string | undefined, host: Host): string {
  const named = option || host.environment.LAMBDAZIP_CACHE_DIR;
  return named ? resolve(host.workingDirectory, named) : host.defaultCacheDirectory;
}

/**
 * Opens a cache directory, or a temporary one where that cannot be written. The caller closes it.
 * Rejects with `cache-unusable` where there cannot be a temporary one either.
 *
 * @param directory absolute; undefined for a temporary one (`--no-cache`)
 */
export async function openCache(host: Host, directory: string | undefined): Promise<Cache> {
  if (directory === undefined) return await openTemporary(host, []);
  const paths = noPaths();
  try {
    await prepare(host, directory, paths);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return await openTemporary(host, [
      diagnose('cache-not-writable', { directory, reason: fileSystemReason(error) }),
    ]);
  }
  return { directory, temporary: false, warnings: [], ...paths, close: async () => undefined };
}

async function openTemporary(host: Host, warnings: readonly Diagnostic[]): Promise<Cache> {
  await sweepTemporary(host).catch(() => undefined);
  const directory = `${host.temporaryDirectory}/lambdazip-${host.processId}-${host.randomToken()}`;
  const close = (): Promise<void> => host.fileSystem.remove(directory).catch(() => undefined);
  const paths = noPaths();
  try {
    await prepare(host, directory, paths);
  } catch (error) {
    await close();
    throw failure('cache-unusable', { directory, reason: fileSystemReason(error) }, { cause: error });
  }
  return { directory, temporary: true, warnings, ...paths, close };
}

function noPaths(): Pick<Cache, 'used' | 'written' | 'damaged'> {
  return { used: new Set(), written: new Set(), damaged: new Set() };
}

/** Creates what is not there, and finds out by writing whether files can be. */
async function prepare(host: Host, directory: string, { damaged }: Pick<Cache, 'damaged'>): Promise<void> {
  const { fileSystem } = host;
  await fileSystem.makeDirectory(directory);
  const isNew = (await fileSystem.readDirectory(directory)).length === 0;
  for (const room of [packedDirectory, linkDirectory, writingDirectory]) {
    await makeRoom(host, { directory, damaged }, room(directory));
    const probe = `${room(directory)}/${host.processId}-${host.randomToken()}`;
    await fileSystem.writeFile(probe, new Uint8Array(0), { exclusive: true });
    await fileSystem.remove(probe);
  }
  // A directory that held other things is the user's, who may well want backups of it.
  if (isNew) await fileSystem.writeFile(tagFile(directory), new TextEncoder().encode(tagContent));
}

// Milliseconds. The process id may be that of another container that shares the directory.
const ageOfRemains = 24 * 60 * 60 * 1000;

/** Removes the temporary caches of builds that were killed. */
async function sweepTemporary(host: Host): Promise<void> {
  for (const { name, kind } of await host.fileSystem.readDirectory(host.temporaryDirectory)) {
    const processId = /^lambdazip-(\d+)-[0-9a-f]{32}$/.exec(name)?.[1];
    if (processId === undefined || kind !== 'directory' || host.isAlive(Number(processId))) continue;
    const path = `${host.temporaryDirectory}/${name}`;
    const info = await host.fileSystem.lstat(path);
    if (info !== undefined && host.clock.now() - info.modified > ageOfRemains)
      await host.fileSystem.remove(path);
  }
}
