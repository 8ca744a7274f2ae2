import { compareStrings } from '../bytes/compare.js';
import type { Deflater } from '../ports/deflater.js';
import type { ArchiveEntry } from './entry.js';
import { writeWithJSZip } from './jszip-writer.js';
import { packContent } from './packed-content.js';
import { type PackedEntry, writePacked } from './packed-writer.js';
import { type EntryFacts, throwIfTooLong, throwIfUnfit } from './unfit-entries.js';

/** The input of an archive. */
export type ArchiveSource =
  /** Contents to compress with the deflater or, without one, with JSZip's own encoder. */
  | {
      readonly kind: 'contents';
      readonly entries: readonly ArchiveEntry[];
      readonly deflater?: Deflater | undefined;
    }
  /** Contents already compressed at the level of the archive. */
  | { readonly kind: 'packed'; readonly entries: readonly PackedEntry[] };

export interface WriteArchiveOptions {
  /** The deflate level, 1 to 9. */
  readonly level: number;
  /** If it is aborted, the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with the name of each entry once its content is compressed. */
  readonly onEntry?: ((name: string) => void) | undefined;
}

/**
 * Writes an archive in format 1 as consecutive chunks: equal contents produce equal bytes, whichever encoder
 * compressed them and in any order. Only this function chooses the writer: JSZip, the reference, if nothing else
 * compresses the contents; otherwise the writer that does not copy compressed contents.
 *
 * @throws LambdazipError `archive-name-invalid`, `archive-name-collision`, `archive-mode-invalid`,
 * `archive-level-invalid`, `archive-too-large`, and what the deflater throws
 */
export async function writeArchive(
  source: ArchiveSource,
  options: WriteArchiveOptions,
): Promise<readonly Uint8Array[]> {
  options.signal?.throwIfAborted();
  throwIfUnfit(factsOf(source), options.level);
  if (source.kind === 'packed') return fromPacked(source.entries);
  const { entries, deflater } = source;
  if (deflater !== undefined) return fromPacked(await packAll(entries, deflater, options));
  // Without a deflater the compressed sizes are unknown; deflate adds at most 5 bytes to 16,383.
  throwIfTooLong(entries.map(({ name, content }) => ({ name, length: content.length })));
  return await writeWithJSZip(inOrder(entries), options);
}

function factsOf(source: ArchiveSource): EntryFacts[] {
  return source.kind === 'packed'
    ? source.entries.map(({ name, mode, content }) => ({ name, mode, size: content.size }))
    : source.entries.map(({ name, mode, content }) => ({ name, mode, size: content.length }));
}

function fromPacked(entries: readonly PackedEntry[]): readonly Uint8Array[] {
  throwIfTooLong(entries.map(({ name, content }) => ({ name, length: content.compressed.length })));
  return writePacked(inOrder(entries));
}

function packAll(
  entries: readonly ArchiveEntry[],
  deflater: Deflater,
  { level, signal, onEntry }: WriteArchiveOptions,
): Promise<readonly PackedEntry[]> {
  const packed = entries.map(async ({ name, mode, content }): Promise<PackedEntry> => {
    const packedContent = await packContent(content, level, deflater);
    if (signal?.aborted !== true) onEntry?.(name);
    return { name, mode, content: packedContent };
  });
  return unlessAborted(Promise.all(packed), signal);
}

function inOrder<Entry extends { readonly name: string }>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => compareStrings(a.name, b.name));
}

function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
