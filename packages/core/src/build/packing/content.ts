import { type PackedContent, packContent } from '../../archive/packed-content.js';
import type { PackedStore } from '../../cache/packed-store.js';
import type { Deflater } from '../../ports/deflater.js';

/** A content identified by its digest. Its compressed form is read from the cache when needed. */
export interface DigestedContent {
  /** SHA-256 of the uncompressed content, in hexadecimal. */
  readonly sha256: string;
  /** Uncompressed size in bytes. */
  readonly size: number;
  /** Whether an earlier build compressed it, as far as is known before it is loaded. */
  readonly reused: boolean;
  /** Rejects with the codes of packing if the cache has lost it, so that it must be read and compressed again. */
  readonly load: () => Promise<PackedContent>;
}

/** Used to compress and cache contents. */
export interface Packer {
  readonly deflater: Deflater;
  readonly store: PackedStore;
}

/** Where a content is read from. */
export interface ContentSource {
  /** 1 to 9. */
  readonly level: number;
  /** Reads the content again. Rejects if it has changed. */
  readonly read: (sha256: string) => Promise<Uint8Array>;
}

/**
 * Compresses a content, unless the same content was compressed before.
 *
 * @param content ownership is transferred; the caller must not use it afterwards
 * @param sha256 of the content, in hexadecimal
 */
export async function packDigested(
  content: Uint8Array,
  sha256: string,
  source: ContentSource,
  packer: Packer,
): Promise<DigestedContent> {
  const size = content.length;
  const key = { sha256, level: source.level };
  if (await packer.store.has(key)) return knownContent({ sha256, size }, source, packer);
  const packed = await packContent(content, source.level, packer.deflater, { handOver: true });
  const known = { ...knownContent({ sha256, size }, source, packer), reused: false };
  // If the cache has it, do not keep it in memory: the archives of a large manifest would all be in memory at once.
  return (await packer.store.write(key, packed)) ? known : { ...known, load: async () => packed };
}

/** A content that need not be read, since its digest is known. */
export function knownContent(
  { sha256, size }: Pick<DigestedContent, 'sha256' | 'size'>,
  { level, read }: ContentSource,
  { store, deflater }: Packer,
): DigestedContent {
  const key = { sha256, level };
  const load = async (): Promise<PackedContent> => {
    const kept = await store.read(key);
    if (kept !== undefined) return kept;
    const packed = await packContent(await read(sha256), level, deflater, { handOver: true });
    await store.write(key, packed);
    return packed;
  };
  return { sha256, size, reused: true, load };
}
