import { compareStrings } from '../bytes/compare.js';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import type { Cache } from '../cache/cache.js';
import { archiveNoteDirectory } from '../cache/cache-layout.js';
import type { NoteStore } from '../cache/notes.js';
import { type FileIdentity, fileSystemErrorCode, isSettled } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import type { AssetFacts } from './packing/assets.js';
import type { PackedArchive } from './packing/pack-archives.js';

/** A note of an earlier build about an archive that it wrote. */
export interface ArchiveNote {
  /** The lambdazip release that wrote it. */
  readonly writtenBy: string;
  readonly written: WrittenArchive | null;
  /** By path. */
  readonly assets: Readonly<Record<string, AssetFacts>>;
}

/** An archive on disk. */
export interface WrittenArchive {
  /** A key of its content: equal for equal entries, modes and levels, and so for equal bytes. */
  readonly content: string;
  /** SHA-256 of the zip, in hexadecimal. */
  readonly sha256: string;
  /** Size of the zip in bytes. */
  readonly size: number;
  /** Compressed size of each entry in bytes, by name. */
  readonly compressedSizes: Readonly<Record<string, number>>;
  /**
   * The text of the file's {@link FileIdentity}; null if the file was changed too recently for its identity to show a
   * later change.
   */
  readonly identity: string | null;
  /** When its contents in the cache were last marked as used, in milliseconds since 1970. */
  readonly used: number;
}

/** Reads the note about the archive at a path. */
export async function readArchiveNote(
  notes: NoteStore,
  cache: Cache,
  path: string,
  version: string,
): Promise<ArchiveNote | undefined> {
  const note = (await notes.read(notePath(cache, path))) as ArchiveNote | undefined;
  return note?.writtenBy === version ? note : undefined;
}

/** Writes the note. Never rejects. */
export async function writeArchiveNote(
  notes: NoteStore,
  cache: Cache,
  path: string,
  note: ArchiveNote,
): Promise<void> {
  await notes.write(notePath(cache, path), note);
}

function notePath(cache: Cache, path: string): string {
  return `${archiveNoteDirectory(cache.directory)}/${hexOf(sha256Of(new TextEncoder().encode(path)))}`;
}

/** The key of an archive's content: everything that determines its bytes. */
export function contentKey({ plan, entries }: PackedArchive): string {
  const sorted = [...entries].sort((a, b) => compareStrings(a.name, b.name));
  const facts = [1, plan.compression, ...sorted.map(({ name, mode, sha256 }) => [name, mode, sha256])];
  return hexOf(sha256Of(new TextEncoder().encode(JSON.stringify(facts))));
}

/**
 * Whether a file is still the archive in a note, compared by identity, else by digest. Returns the updated note, or
 * undefined if the file differs.
 */
export async function stillWritten(
  host: Pick<Host, 'clock' | 'fileSystem'>,
  path: string,
  written: WrittenArchive,
): Promise<WrittenArchive | undefined> {
  const { fileSystem } = host;
  try {
    // A symbolic link to the archive is replaced with the archive.
    if ((await fileSystem.lstat(path))?.kind !== 'file') return undefined;
    const identity = await fileSystem.identify(path);
    if (identity === undefined || identity.size !== written.size) return undefined;
    if (identity.text === written.identity) return written;
    const started = host.clock.now();
    if (hexOf(sha256Of(await fileSystem.readFile(path))) !== written.sha256) return undefined;
    return { ...written, identity: settledText(identity, started) };
  } catch (error) {
    // An unreadable file is replaced too.
    if (fileSystemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

function settledText(identity: FileIdentity, now: number): string | null {
  return isSettled(identity, now) ? identity.text : null;
}
