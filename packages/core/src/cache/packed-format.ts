import type { PackedContent } from '../archive/packed-content.js';
import { bytesOfHex, hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';

/** The key of a packed content. */
export interface PackedKey {
  /** The content before compression: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** 1 to 9. */
  readonly level: number;
}

// A file of the store. Numbers are little-endian.
//
//   offset  bytes
//        0      4  "LZP1"
//        4      1  method: 0 stored, 8 deflated (ZIP's numbers)
//        5      1  level
//        6      2  0
//        8      4  size before compression
//       12      4  CRC-32 before compression
//       16      4  size of the data, n
//       20     32  SHA-256 before compression
//       52      n  data
//   52 + n     32  SHA-256 of all preceding bytes
const magic = 0x31505a4c;
const headerSize = 52;
const digestSize = 32;
const methods = { store: 0, deflate: 8 } as const;

/** Encodes a file of the store. */
export function encodePacked(key: PackedKey, packed: PackedContent): Uint8Array {
  const { compressed } = packed;
  const file = new Uint8Array(headerSize + compressed.length + digestSize);
  const view = new DataView(file.buffer);
  view.setUint32(0, magic, true);
  view.setUint8(4, methods[packed.method]);
  view.setUint8(5, key.level);
  view.setUint32(8, packed.size, true);
  view.setUint32(12, packed.crc32, true);
  view.setUint32(16, compressed.length, true);
  file.set(bytesOfHex(key.sha256), 20);
  file.set(compressed, headerSize);
  file.set(sha256Of(file.subarray(0, headerSize + compressed.length)), headerSize + compressed.length);
  return file;
}

/** Decodes a file of the store; undefined if it is damaged or has a different key. */
export function decodePacked(key: PackedKey, file: Uint8Array): PackedContent | undefined {
  if (file.length < headerSize + digestSize) return undefined;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = file.length - digestSize;
  const method = view.getUint8(4);
  const sound =
    view.getUint32(0, true) === magic &&
    (method === methods.store || method === methods.deflate) &&
    view.getUint8(5) === key.level &&
    view.getUint32(16, true) === end - headerSize &&
    hexOf(file.subarray(20, headerSize)) === key.sha256 &&
    hexOf(sha256Of(file.subarray(0, end))) === hexOf(file.subarray(end));
  if (!sound) return undefined;
  return {
    size: view.getUint32(8, true),
    crc32: view.getUint32(12, true),
    method: method === methods.store ? 'store' : 'deflate',
    compressed: file.subarray(headerSize, end),
  };
}
