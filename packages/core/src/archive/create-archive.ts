import type { Deflater } from '../ports/deflater.js';
import { containerOf, type PackedEntry } from './container.js';
import type { ArchiveEntry } from './entry.js';
import { joined } from './joined.js';
import { compareNames } from './names.js';
import { packContent } from './packed-content.js';
import { throwIfTooLong, throwIfUnfit } from './unfit-entries.js';
import { zipContainer } from './zip-container.js';

/** The deflate level where none is given. Level 9 saves half a percent and takes two to three times as long. */
const defaultLevel = 6;

export interface CreateArchiveOptions {
  /** The deflate level, 1 to 9; 6 by default. */
  readonly level?: number | undefined;
  /** Compresses the contents; the bytes are the same without one, where JSZip's own encoder does it. */
  readonly deflater?: Deflater | undefined;
  /** When it is aborted, the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each name when that entry is compressed: with a deflater in no promised order. */
  readonly onEntry?: ((name: string) => void) | undefined;
}

/**
 * Writes an archive in format 1: equal entries give equal bytes, in whatever order they come, on every host.
 *
 * @throws LambdazipError `archive-name-invalid`, `archive-name-collision`, `archive-mode-invalid`,
 * `archive-level-invalid`, `archive-too-large`; its `diagnostics` hold every finding. With a deflater also what
 * that throws: `deflate-worker-failed`, `deflate-encoder-unfaithful`
 */
export async function createArchive(
  entries: readonly ArchiveEntry[],
  options: CreateArchiveOptions = {},
): Promise<Uint8Array> {
  const { level = defaultLevel, deflater, signal, onEntry } = options;
  signal?.throwIfAborted();
  throwIfUnfit(
    entries.map(({ name, mode, content }) => ({ name, mode, size: content.length })),
    level,
  );
  if (deflater !== undefined) {
    const packed = entries.map(async ({ name, mode, content }): Promise<PackedEntry> => {
      const packedContent = await packContent(content, level, deflater);
      if (signal?.aborted !== true) onEntry?.(name);
      return { name, mode, content: packedContent };
    });
    return joined(assembleArchive(await unlessAborted(Promise.all(packed), signal), level));
  }
  // Without a deflater nothing is known of the compressed sizes; deflate adds at most 5 bytes to 16,383.
  throwIfTooLong(entries.map(({ name, content }) => ({ name, length: content.length })));
  const zip = await zipContainer();
  for (const { name, content, mode } of inOrder(entries)) zip.add(name, content, mode);
  return zip.generate({ level, signal, onEntry });
}

/**
 * The same, from contents that are compressed already at that level, in parts that follow upon each other: equal
 * contents give the bytes of {@link createArchive}.
 */
export function assembleArchive(entries: readonly PackedEntry[], level: number): readonly Uint8Array[] {
  throwIfUnfit(
    entries.map(({ name, mode, content }) => ({ name, mode, size: content.size })),
    level,
  );
  throwIfTooLong(entries.map(({ name, content }) => ({ name, length: content.compressed.length })));
  return containerOf(inOrder(entries));
}

function inOrder<Entry extends { readonly name: string }>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => compareNames(a.name, b.name));
}

function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
