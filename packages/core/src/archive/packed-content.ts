import { crc32Of } from '../bytes/crc32.js';
import type { DeflateOptions, Deflater } from '../ports/deflater.js';

/** The content of an entry as stored in an archive. */
export interface PackedContent {
  /** Bytes before compression. */
  readonly size: number;
  readonly crc32: number;
  readonly method: 'store' | 'deflate';
  readonly compressed: Uint8Array;
}

/** Compresses a content. An empty one is stored, as in JSZip. */
export async function packContent(
  content: Uint8Array,
  level: number,
  deflater: Deflater,
  options: DeflateOptions = {},
): Promise<PackedContent> {
  const size = content.length;
  if (size === 0) return { size: 0, crc32: 0, method: 'store', compressed: content };
  // First, because the content may be unusable afterwards.
  const sum = crc32Of(content);
  const compressed = await deflater.deflateRaw(content, level, options);
  return { size, crc32: sum, method: 'deflate', compressed };
}
