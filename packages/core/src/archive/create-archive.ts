import { joined } from '../bytes/joined.js';
import type { Deflater } from '../ports/deflater.js';
import type { ArchiveEntry } from './entry.js';
import { writeArchive } from './write-archive.js';

/** The default deflate level. Level 9 saves half a percent and takes two to three times as long. */
const defaultLevel = 6;

/** Options for writing an archive. */
export interface CreateArchiveOptions {
  /** The deflate level, 1 to 9. Default: 6. */
  readonly level?: number | undefined;
  /** Compresses the contents, producing the same bytes. Default: JSZip's own encoder. */
  readonly deflater?: Deflater | undefined;
  /** If it is aborted, the promise rejects with its reason. Default: no abort. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the name of each entry once it is compressed; with a deflater, in any order. Default: no callback. */
  readonly onEntry?: ((name: string) => void) | undefined;
}

/**
 * Writes an archive in format 1: equal entries produce equal bytes, in any order and on every host.
 *
 * @throws LambdazipError `archive-name-invalid`, `archive-name-collision`, `archive-mode-invalid`,
 * `archive-level-invalid`, `archive-too-large`; its diagnostics list every problem. With a deflater also
 * `deflate-worker-failed` and `deflate-encoder-unfaithful`
 */
export async function createArchive(
  entries: readonly ArchiveEntry[],
  options: CreateArchiveOptions = {},
): Promise<Uint8Array> {
  const { level = defaultLevel, deflater, ...rest } = options;
  return joined(await writeArchive({ kind: 'contents', entries, deflater }, { level, ...rest }));
}
