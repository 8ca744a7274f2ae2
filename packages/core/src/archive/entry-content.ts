import { crc32Of } from '../bytes/crc32.js';
import { inflateRaw } from '../bytes/inflate-raw.js';

/** The fields of an entry that are needed to extract its content. */
export interface CompressedEntry {
  readonly isStored: boolean;
  readonly crc32: number;
  /** Bytes before compression, according to the zip. */
  readonly size: number;
  readonly compressed: Uint8Array;
}

export type EntryContent =
  | { readonly kind: 'content'; readonly content: Uint8Array }
  | { readonly kind: 'damaged'; readonly reason: string };

/** Extracts the content of an entry. An entry that does not match its header is damaged. */
export async function entryContent(entry: CompressedEntry): Promise<EntryContent> {
  const taken = await takeOut(entry);
  if (taken.kind === 'damaged') return taken;
  const { content } = taken;
  if (content.length !== entry.size)
    return damaged(`size: expected ${entry.size} bytes, found ${content.length}`);
  const checksum = crc32Of(content);
  if (checksum !== entry.crc32) {
    return damaged(`CRC-32: expected ${hexadecimal(entry.crc32)}, found ${hexadecimal(checksum)}`);
  }
  return taken;
}

async function takeOut({ isStored, size, compressed }: CompressedEntry): Promise<EntryContent> {
  if (isStored) return { kind: 'content', content: compressed };
  try {
    const { content, consumed } = await inflateRaw(compressed, size);
    if (consumed === compressed.length) return { kind: 'content', content };
    return damaged(`found ${compressed.length - consumed} bytes after its deflate stream`);
  } catch (error) {
    return damaged(`cannot inflate it: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function damaged(reason: string): EntryContent {
  return { kind: 'damaged', reason };
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(8, '0');
}
