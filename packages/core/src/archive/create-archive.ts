import { joined } from '../bytes/joined.js';
import type { Deflater } from '../ports/deflater.js';
import type { ArchiveEntry } from './entry.js';
import { writeArchive } from './write-archive.js';

/** The deflate level where none is given. Level 9 saves half a percent and takes two to three times as long. */
const defaultLevel = 6;

/** How an archive is written. */
export interface CreateArchiveOptions {
  /** The deflate level, 1 to 9. Default: 6. */
  readonly level?: number | undefined;
  /** Compresses the contents, to the same bytes. Default: JSZip's own encoder. */
  readonly deflater?: Deflater | undefined;
  /** When it is aborted, the promise rejects with its reason. Default: nothing ends the work. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each name when that entry is compressed: with a deflater in any order. Default: no call. */
  readonly onEntry?: ((name: string) => void) | undefined;
}

/**
 * Writes an archive in format 1: equal entries give equal bytes, in whatever order they come, on every host.
 *
 * @throws LambdazipError `archive-name-invalid`, `archive-name-collision`, `archive-mode-invalid`,
 * `archive-level-invalid`, `archive-too-large`; its diagnostics hold every finding. With a deflater also what
 * that throws: `deflate-worker-failed`, `deflate-encoder-unfaithful`
 */
export async function createArchive(
  entries: readonly ArchiveEntry[],
  options: CreateArchiveOptions = {},
): Promise<Uint8Array> {
  const { level = defaultLevel, deflater, ...rest } = options;
  return joined(await writeArchive({ kind: 'contents', entries, deflater }, { level, ...rest }));
}
