import { inflateRaw, type ZlibOptions } from 'node:zlib';
import type { Inflated, InflateRaw } from '../ports/inflate-raw.js';

/** zlib of Node: what comes out of a stream does not depend on who takes it out. */
export const nodeInflateRaw: InflateRaw = (compressed, most) =>
  new Promise((resolve, reject) => {
    // One byte more, so that a stream of exactly `most` bytes does not look like one that goes on.
    const options: ZlibOptions = { maxOutputLength: most + 1, info: true };
    inflateRaw(compressed, options, (error, result) => {
      if (error !== null) return reject(error);
      // With `info` the result is an object, which the types of Node do not know.
      const { buffer, engine } = result as unknown as {
        readonly buffer: Uint8Array;
        readonly engine: { readonly bytesWritten: number };
      };
      if (buffer.length > most) return reject(new RangeError(`it holds more than ${most} bytes`));
      const content = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
      resolve({ content, consumed: engine.bytesWritten } satisfies Inflated);
    });
  });
