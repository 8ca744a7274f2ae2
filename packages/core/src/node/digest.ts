import { createHash } from 'node:crypto';
import type { Sha256 } from '../ports/digest.js';

/** SHA-256 by OpenSSL, which uses the processor's own instructions. */
export const nodeSha256: Sha256 = (content) => {
  const hash = createHash('sha256');
  for (const part of content instanceof Uint8Array ? [content] : content) hash.update(part);
  return new Uint8Array(hash.digest());
};
