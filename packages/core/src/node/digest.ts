import { createHash } from 'node:crypto';
import zlib from 'node:zlib';
import { crc32 } from '../archive/crc32.js';
import type { Crc32, Sha256 } from '../ports/digest.js';

/** SHA-256 by OpenSSL, which uses the processor's own instructions. */
export const nodeSha256: Sha256 = (content) => {
  const hash = createHash('sha256');
  for (const part of content instanceof Uint8Array ? [content] : content) hash.update(part);
  return new Uint8Array(hash.digest());
};

/** zlib's own, which Node has had since 20.15; before that the core's. */
export const nodeCrc32: Crc32 = 'crc32' in zlib ? (content) => (zlib.crc32 as Crc32)(content) : crc32;
