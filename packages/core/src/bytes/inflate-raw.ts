import { setImmediate } from 'node:timers/promises';
import { createInflateRaw, inflateRawSync } from 'node:zlib';

/** The content of a raw deflate stream. */
export interface Inflated {
  readonly content: Uint8Array;
  /** Bytes of the stream; fewer than the input if other data follows it. */
  readonly consumed: number;
}

/** Bytes inflated per step. Larger chunks take less time, but each stream needs this much memory. */
const chunkSize = 256 * 1024;

/** Contents up to this many bytes are inflated synchronously: opening a stream takes longer. */
const smallSize = 64 * 1024;

/** Bytes to inflate before yielding to other tasks, a few milliseconds of work. */
const turnSize = 1024 * 1024;

/** The cost of a content in addition to its bytes. */
const smallestCost = 4096;

let sinceTurn = 0;

/**
 * Inflates a raw deflate stream. Rejects with an Error if it is damaged or inflates to more than `most` bytes, and
 * never uses more than a few times that much memory.
 */
export async function inflateRaw(compressed: Uint8Array, most: number): Promise<Inflated> {
  if (most > smallSize || compressed.length > smallSize) return inflateStream(compressed, most);
  sinceTurn += Math.max(most, compressed.length, smallestCost);
  if (sinceTurn > turnSize) {
    sinceTurn = 0;
    // An archive can have 65,535 of them: let signals be handled in between.
    await setImmediate();
  }
  return inflateAtOnce(compressed, most);
}

function inflateAtOnce(compressed: Uint8Array, most: number): Inflated {
  let taken: { buffer: Uint8Array; engine: { bytesWritten: number } };
  try {
    // Node's types lack `info`.
    taken = inflateRawSync(compressed, {
      chunkSize: Math.max(most + 1, 64),
      maxOutputLength: most + 1,
      info: true,
    } as object) as unknown as typeof taken;
  } catch (error) {
    if (error instanceof RangeError) throw tooMuch(most);
    throw error;
  }
  if (taken.buffer.length > most) throw tooMuch(most);
  return { content: new Uint8Array(taken.buffer), consumed: taken.engine.bytesWritten };
}

function tooMuch(most: number): RangeError {
  return new RangeError(`it inflates to more than ${most} bytes`);
}

function inflateStream(compressed: Uint8Array, most: number): Promise<Inflated> {
  return new Promise((resolve, reject) => {
    // Filled chunk by chunk: zlib's own convenience functions need twice the memory to join the chunks.
    const content = new Uint8Array(most);
    let length = 0;
    const inflate = createInflateRaw({ chunkSize: Math.min(chunkSize, Math.max(most, 64)) });
    inflate.on('data', (chunk: Uint8Array) => {
      if (length + chunk.length > most) {
        inflate.destroy(tooMuch(most));
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
}
