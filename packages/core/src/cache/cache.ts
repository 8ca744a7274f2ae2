import { resolve } from 'pathe';
import { type Diagnostic, diagnose, failure } from '../diagnostics/diagnose.js';
import { isDiskFull, ownDisk } from '../ports/disk-full.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import { processOfTemporaryDirectory, temporaryDirectoryPath } from '../ports/temporary-directory.js';
import { makeRoom } from './cache-entry.js';
import {
  archiveNoteDirectory,
  linkDirectory,
  manifestNoteDirectory,
  packedDirectory,
  roomNames,
  tagContent,
  tagFile,
  writingDirectory,
} from './cache-layout.js';
import { ensurePrivate } from './private-directory.js';

/** A writable cache directory. */
export interface Cache {
  /** Absolute, with `/`. */
  readonly directory: string;
  /** Whether it is removed at the end of this build. */
  readonly temporary: boolean;
  /** `cache-not-writable` if the requested directory could not be used. */
  readonly warnings: readonly Diagnostic[];
  /** The paths of packed contents and link directories that this run has used and therefore does not prune. */
  readonly used: Set<string>;
  /** The paths that this run has added. */
  readonly written: Set<string>;
  /** The paths of damaged files, whose contents were rebuilt. */
  readonly damaged: Set<string>;
  /** Removes a temporary cache. Never rejects. */
  close(): Promise<void>;
}

/**
 * The cache directory: the option, else LAMBDAZIP_CACHE_DIR, else the platform's default, which is undefined without
 * a home directory. A relative path is resolved against the working directory, and an empty one is ignored.
 */
export function cacheDirectory(
  option: string | undefined,
  host: Pick<Host, 'defaultCacheDirectory' | 'environment' | 'workingDirectory'>,
): string | undefined {
  const named = option || host.environment.LAMBDAZIP_CACHE_DIR;
  return named ? resolve(host.workingDirectory, named) : host.defaultCacheDirectory;
}

/** As {@link cacheDirectory}, for a plan that is only printed; without a home directory, a path that does not exist. */
export function plannedCacheDirectory(option: string | false | undefined, host: Host): string {
  return cacheDirectory(option === false ? undefined : option, host) ?? temporaryDirectoryPath(host);
}

/** Opens the cache of a build: see {@link openCache}. */
export async function openBuildCache(host: Host, option: string | false | undefined): Promise<Cache> {
  if (option === false) return await openCache(host, undefined);
  const directory = cacheDirectory(option, host);
  if (directory === undefined) return await openTemporary(host, [diagnose('cache-not-kept', {})]);
  return await openCache(host, directory);
}

/**
 * Opens a cache directory, or a temporary one if it is not writable. The caller closes it. Rejects with
 * `cache-not-private` if other users can write to it, and with `cache-unusable` or `disk-full` if a temporary one
 * cannot be created either.
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
  const directory = temporaryDirectoryPath(host);
  const close = (): Promise<void> => host.fileSystem.remove(directory).catch(() => undefined);
  const paths = noPaths();
  try {
    await prepare(host, directory, paths);
  } catch (error) {
    await close();
    if (fileSystemErrorCode(error) === undefined) throw error;
    const reason = fileSystemReason(error);
    if (isDiskFull(error))
      throw failure('disk-full', { ...ownDisk(host, directory), reason }, { cause: error });
    throw failure('cache-unusable', { directory, reason }, { cause: error });
  }
  return { directory, temporary: true, warnings, ...paths, close };
}

function noPaths(): Pick<Cache, 'used' | 'written' | 'damaged'> {
  return { used: new Set(), written: new Set(), damaged: new Set() };
}

/** Creates missing directories, and tests by writing whether files can be created. */
async function prepare(
  host: Pick<Host, 'fileSystem' | 'processId' | 'randomToken' | 'userId'>,
  directory: string,
  { damaged }: Pick<Cache, 'damaged'>,
): Promise<void> {
  const { fileSystem } = host;
  await fileSystem.makeDirectory(directory, { private: true });
  const entries = await fileSystem.readDirectory(directory);
  const isNew = entries.length === 0;
  const isOwn = entries.every(
    ({ name }) => roomNames.has(name) || `${directory}/${name}` === tagFile(directory),
  );
  await ensurePrivate(host, directory, isOwn);
  for (const { name, kind } of entries) {
    // A link may lead to a directory that stays open to others when this one is made private.
    if (roomNames.has(name) && (!isOwn || kind === 'link'))
      await ensurePrivate(host, `${directory}/${name}`, true);
  }
  for (const room of [archiveNoteDirectory, manifestNoteDirectory]) {
    await makeRoom(host, { directory, damaged }, room(directory));
  }
  for (const room of [packedDirectory, linkDirectory, writingDirectory]) {
    await makeRoom(host, { directory, damaged }, room(directory));
    const probe = `${room(directory)}/${host.processId}-${host.randomToken()}`;
    await fileSystem.writeFile(probe, new Uint8Array(0), { exclusive: true });
    await fileSystem.remove(probe);
  }
  // A directory with other contents is the user's, who may want backups of it.
  if (isNew) await fileSystem.writeFile(tagFile(directory), new TextEncoder().encode(tagContent));
}

// Milliseconds. The process id may belong to a different container that shares the directory.
const ageOfRemains = 24 * 60 * 60 * 1000;

/** Removes the temporary caches of killed builds. */
async function sweepTemporary(
  host: Pick<Host, 'clock' | 'fileSystem' | 'isAlive' | 'temporaryDirectory'>,
): Promise<void> {
  for (const { name, kind } of await host.fileSystem.readDirectory(host.temporaryDirectory)) {
    const processId = processOfTemporaryDirectory(name);
    if (processId === undefined || kind !== 'directory' || host.isAlive(processId)) continue;
    const path = `${host.temporaryDirectory}/${name}`;
    const info = await host.fileSystem.lstat(path);
    if (info !== undefined && host.clock.now() - info.modified > ageOfRemains)
      await host.fileSystem.remove(path);
  }
}
