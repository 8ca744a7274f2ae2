import { type PackedContent, packContent } from '../../archive/packed-content.js';
import type { PackedStore } from '../../cache/packed-store.js';
import type { Deflater } from '../../ports/deflater.js';

/** A content that is known by its digest; what it was compressed to is taken from the cache when it is needed. */
export interface DigestedContent {
  /** Of the content before compression; hexadecimal. */
  readonly sha256: string;
  /** Bytes before compression. */
  readonly size: number;
  /** Whether it was compressed by an earlier build, as far as is known before it is loaded. */
  readonly reused: boolean;
  /** Rejects as packing does, where the cache has lost it and it has to be read and compressed again. */
  readonly load: () => Promise<PackedContent>;
}

/** What packing needs. */
export interface Packer {
  readonly deflater: Deflater;
  readonly store: PackedStore;
}

/** Where a content comes from. */
export interface ContentSource {
  /** 1 to 9. */
  readonly level: number;
  /** Reads it again. Rejects where it is not what it was. */
  readonly read: (sha256: string) => Promise<Uint8Array>;
}

/**
 * Compresses a content, unless the same content was compressed before.
 *
 * @param content nobody else may use it afterwards
 * @param sha256 of the content; hexadecimal
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
  // Not kept in memory where the cache has it: all archives of a large manifest would be there at once.
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
