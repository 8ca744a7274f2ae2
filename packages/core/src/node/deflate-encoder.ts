import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { TransformStream } from 'node:stream/web';
import { inflateRawSync } from 'node:zlib';
import { joined } from '../archive/joined.js';
import { failure } from '../diagnostics/lambdazip-error.js';
import { knownContent, knownDigests } from './known-vector.js';

/** Compresses to canonical raw deflate, at a level from 1 to 9. */
export type Encoder = (content: Uint8Array, level: number) => Promise<Uint8Array>;

/** zlib itself as WebAssembly: about half of pako's time, the same bytes. */
export async function openZlibEncoder(): Promise<Encoder> {
  const { CompressionStreamZlib, setWasmExports } = await import('zlib-streams/zlib-streams.js');
  const wasm = createRequire(import.meta.url).resolve('zlib-streams/zlib-streams.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(wasm), {
    // Its C library wants them; a compressor calls none.
    wasi_snapshot_preview1: { fd_write: unused, fd_close: unused, fd_seek: unused, proc_exit: unused },
    env: { emscripten_notify_memory_growth: unused },
  });
  setWasmExports(instance.exports);
  return async (content, level) => {
    const stream: TransformStream<Uint8Array, Uint8Array> = new CompressionStreamZlib('deflate-raw', {
      level,
    });
    const writer = stream.writable.getWriter();
    const written = writer.write(content).then(() => writer.close());
    // A failure shows on the side that is read; here it only must not go unhandled.
    written.catch(unused);
    const chunks: Uint8Array[] = [];
    for await (const chunk of stream.readable) chunks.push(chunk);
    await written;
    return joined(chunks);
  };
}

/** The encoder that JSZip itself has. */
export const pakoEncoder: Encoder = async (content, level) => {
  const { deflateRaw } = await import('pako');
  return deflateRaw(content, { level: level as 1, memLevel: 8, windowBits: 15 });
};

/** pako alone, for what is too small to be worth another thread. */
export const smallEncoder: Encoder = checked(pakoEncoder);

/**
 * The fastest encoder that gives the canonical bytes on this machine, which it has to show at every level
 * before the first content of that level.
 *
 * Its promises reject with LambdazipError `deflate-encoder-unfaithful` where no candidate does.
 */
export function faithfulEncoder(
  candidates: readonly (() => Promise<Encoder>)[] = [openZlibEncoder, async () => pakoEncoder],
): Encoder {
  const opened = candidates.map((open) => once(open));
  const proven = Array.from({ length: 10 }, (_, level) => once(() => firstFaithful(opened, level)));
  return checked(async (content, level) => {
    const encoder = await proven[level]?.();
    if (encoder === undefined) throw new RangeError(`there is no level ${level}`);
    return encoder(content, level);
  });
}

async function firstFaithful(
  candidates: readonly (() => Promise<Encoder>)[],
  level: number,
): Promise<Encoder> {
  const problems: string[] = [];
  for (const open of candidates) {
    try {
      const encoder = await open();
      const compressed = await encoder(knownContent(), level);
      const digest = createHash('sha256').update(compressed).digest('hex');
      if (digest === knownDigests[level - 1]) return encoder;
      problems.push(`at level ${level} it gives other bytes than zlib`);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw failure('deflate-encoder-unfaithful', { problems: problems.join('; ') });
}

// Inflating takes a twentieth of the time of deflating: nothing leaves that does not come back the same.
function checked(encoder: Encoder): Encoder {
  return async (content, level) => {
    const compressed = await encoder(content, level);
    if (inflatesTo(content, compressed)) return compressed;
    throw failure('deflate-encoder-unfaithful', {
      problems: 'what it gave does not inflate to what it was given',
    });
  };
}

function inflatesTo(content: Uint8Array, compressed: Uint8Array): boolean {
  try {
    return inflateRawSync(compressed, { maxOutputLength: Math.max(content.length, 1) }).equals(content);
  } catch {
    return false;
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function unused(): number {
  return 0;
}
