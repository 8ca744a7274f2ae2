import { createHash } from 'node:crypto';
import type { Sha256 } from '../ports/digest.js';

/** SHA-256 by OpenSSL, which uses the processor's own instructions. */
export const nodeSha256: Sha256 = (content) => new Uint8Array(createHash('sha256').update(content).digest());
