import { createHash } from 'node:crypto';

/** SHA-256 of a content or of consecutive chunks, by OpenSSL, which uses the processor's SHA instructions. */
export function sha256Of(content: Uint8Array | readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const part of content instanceof Uint8Array ? [content] : content) hash.update(part);
  return new Uint8Array(hash.digest());
}
