import { createInflateRaw } from 'node:zlib';
import type { InflateRaw } from '../ports/inflate-raw.js';

/** What is taken out at once; larger pieces cost less time, and this much memory for each stream. */
const chunkSize = 256 * 1024;

/** zlib of Node: what comes out of a stream does not depend on who takes it out. */
export const nodeInflateRaw: InflateRaw = (compressed, most) =>
  new Promise((resolve, reject) => {
    // Filled piece by piece: zlib's own convenience functions need the memory twice to join them.
    const content = new Uint8Array(most);
    let length = 0;
    const inflate = createInflateRaw({ chunkSize: Math.min(chunkSize, Math.max(most, 64)) });
    inflate.on('data', (chunk: Uint8Array) => {
      if (length + chunk.length > most) {
        inflate.destroy(new RangeError(`it holds more than ${most} bytes`));
        return;
      }
      content.set(chunk, length);
      length += chunk.length;
    });
    inflate.once('error', reject);
    inflate.once('end', () =>
      resolve({ content: content.subarray(0, length), consumed: inflate.bytesWritten }),
    );
    inflate.end(compressed);
  });
