import { hexOf } from '../archive/hex.js';
import { type PackedContent, packContent } from '../archive/packed-content.js';
import type { PackedStore } from '../cache/packed-store.js';
import type { Deflater } from '../ports/deflater.js';
import type { Sha256 } from '../ports/digest.js';

/** A content, compressed, with the digest of what it was. */
export interface DigestedContent {
  /** Of the content before compression; hexadecimal. */
  readonly sha256: string;
  readonly packed: PackedContent;
  /** Whether it was compressed before and taken from the cache. */
  readonly reused: boolean;
}

/** What packing needs. */
export interface Packer {
  readonly deflater: Deflater;
  readonly store: PackedStore;
  readonly sha256: Sha256;
}

/** Compresses a content, or takes from the cache what the same content gave before. */
export async function packDigested(
  content: Uint8Array,
  level: number,
  { deflater, store, sha256 }: Packer,
): Promise<DigestedContent> {
  const digest = hexOf(sha256(content));
  const key = { sha256: digest, level };
  const kept = await store.read(key);
  if (kept !== undefined) return { sha256: digest, packed: kept, reused: true };
  const packed = await packContent(content, level, deflater);
  await store.write(key, packed);
  return { sha256: digest, packed, reused: false };
}
