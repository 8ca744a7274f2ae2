import { dirname, isAbsolute, join, relative } from 'pathe';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { manifestNotePath } from '../cache/cache-layout.js';
import type { NoteStore } from '../cache/notes.js';
import { argsDigest } from '../diagnostics/args-digest.js';
import { failure } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { version } from '../diagnostics/version.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import type { Manifest } from './manifest.js';
import type { LoadManifestOptions } from './manifest-options.js';
import { type ManifestReading, type ReadManifestOptions, throwIfInvalid } from './manifest-reading.js';

/** The names of manifests to look for in the working directory if no manifest is given. */
const manifestNames = ['lambdazip.json', 'lambdazip.jsonc', 'lambdazip.yaml', 'lambdazip.yml'] as const;

/** Bytes. A manifest with a thousand handlers has a tenth of this. */
const largestManifest = 4 * 1024 * 1024;
const tooLarge = `larger than ${largestManifest / 1024 / 1024} MiB`;

/** A manifest that was read from disk. */
export interface LoadedManifest extends ManifestReading {
  /** The directory that its paths are relative to; absolute, with `/`. */
  readonly directory: string;
}

/**
 * Reads and checks a manifest from disk.
 *
 * @throws LambdazipError `manifest-not-found`, `manifest-ambiguous`, `manifest-is-directory`, `manifest-unreadable`,
 * `manifest-invalid`
 */
export async function loadManifest(
  { manifest: path, set, ...overrides }: LoadManifestOptions,
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
): Promise<Manifest> {
  const { manifest, diagnostics } = await openManifest(path, { set, overrides }, host);
  throwIfInvalid(manifest.file, diagnostics);
  return manifest;
}

/**
 * Increase when the shape of readings changes (of their findings, for example): builds of one release from two commits
 * may share a cache.
 */
const notedShape = 3;

/** Notes in a cache about manifests that were read. */
export interface ManifestNotes {
  readonly notes: NoteStore;
  /** The cache directory. */
  readonly directory: string;
}

/**
 * Reads a manifest from disk as far as possible; errors are in its diagnostics.
 *
 * @param known notes of earlier readings: the same text with the same options is not read again
 */
export async function openManifest(
  path: string | undefined,
  options: Omit<ReadManifestOptions, 'file'>,
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
  known?: ManifestNotes,
): Promise<LoadedManifest> {
  const given = path ?? (await findManifest(host));
  const absolute = isAbsolute(given) ? given : join(host.workingDirectory, given);
  const file = isAbsolute(given) ? relative(host.workingDirectory, given) : given;
  let bytes: Uint8Array;
  try {
    const size = (await host.fileSystem.stat(absolute).catch(() => undefined))?.size ?? 0;
    if (size > largestManifest) throw failure('manifest-unreadable', { file, reason: tooLarge });
    bytes = await host.fileSystem.readFile(absolute);
  } catch (error) {
    if (error instanceof LambdazipError) throw error;
    if (fileSystemErrorCode(error) === 'ENOENT') {
      throw failure('manifest-not-found', { missing: 'file', path: file, known: [] }, { cause: error });
    }
    if (fileSystemErrorCode(error) === 'EISDIR') {
      throw failure('manifest-is-directory', { path: file }, { cause: error });
    }
    throw failure('manifest-unreadable', { file, reason: fileSystemReason(error) }, { cause: error });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw failure('manifest-unreadable', { file, reason: 'not UTF-8' }, { cause: error });
  }
  const reading = await readOnce(text, { ...options, file }, known);
  return { ...reading, directory: dirname(absolute) };
}

async function readOnce(
  text: string,
  options: ReadManifestOptions,
  known: ManifestNotes | undefined,
): Promise<ManifestReading> {
  // Everything that determines a reading: the release with the shape of its findings, the text and the options.
  const facts = new TextEncoder().encode(JSON.stringify([version, argsDigest, notedShape, text, options]));
  const path = known && manifestNotePath(known.directory, hexOf(sha256Of(facts)));
  const noted = path === undefined ? undefined : await known?.notes.read(path);
  if (noted !== undefined) return noted as ManifestReading;
  // Loading the schema library takes longer than reading the note.
  const { readManifest } = await import('./read-manifest.js');
  const reading = await readManifest(text, options);
  if (path !== undefined) await known?.notes.write(path, reading);
  return reading;
}

/**
 * The name of the only manifest in the working directory.
 *
 * @throws LambdazipError `manifest-not-found`, `manifest-ambiguous`
 */
export async function findManifest(host: Pick<Host, 'fileSystem' | 'workingDirectory'>): Promise<string> {
  if ((await host.fileSystem.stat(host.workingDirectory))?.kind !== 'directory') {
    throw failure('manifest-not-found', {
      missing: 'directory',
      path: host.workingDirectory,
      known: [],
    });
  }
  const found: string[] = [];
  for (const name of manifestNames) {
    if ((await host.fileSystem.stat(join(host.workingDirectory, name)))?.kind === 'file') found.push(name);
  }
  const [first] = found;
  if (first === undefined) {
    throw failure('manifest-not-found', {
      missing: 'known',
      path: null,
      known: manifestNames,
    });
  }
  if (found.length > 1) throw failure('manifest-ambiguous', { names: found });
  return first;
}
