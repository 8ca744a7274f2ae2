import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { TransformStream } from 'node:stream/web';
import { inflateRawSync } from 'node:zlib';
import { deflateRaw } from 'pako';
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
export const pakoEncoder: Encoder = async (content, level) =>
  deflateRaw(content, { level: level as 1, memLevel: 8, windowBits: 15 });

/**
 * The fastest encoder that gives the canonical bytes on this machine.
 *
 * @throws LambdazipError `deflate-encoder-unfaithful` where none does
 */
export async function openFaithfulEncoder(
  candidates = [openZlibEncoder, async () => pakoEncoder],
): Promise<Encoder> {
  const problems: string[] = [];
  for (const open of candidates) {
    try {
      const encoder = await open();
      const problem = await faultOf(encoder);
      if (problem === undefined) return checked(encoder);
      problems.push(problem);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw failure('deflate-encoder-unfaithful', { problems: problems.join('; ') });
}

// Three levels reach all three of zlib's strategies: fast, and lazy with short and long chains.
async function faultOf(encoder: Encoder): Promise<string | undefined> {
  const content = knownContent();
  for (const level of [1, 6, 9]) {
    const compressed = await encoder(content, level);
    const digest = createHash('sha256').update(compressed).digest('hex');
    if (digest !== knownDigests[level - 1]) return `at level ${level} it gives other bytes than zlib`;
  }
  return undefined;
}

// Inflating takes a twentieth of the time of deflating: nothing leaves that does not come back the same.
function checked(encoder: Encoder): Encoder {
  return async (content, level) => {
    const compressed = await encoder(content, level);
    const back = inflateRawSync(compressed, { maxOutputLength: Math.max(content.length, 1) });
    if (back.equals(content)) return compressed;
    throw failure('deflate-encoder-unfaithful', {
      problems: 'what it gave does not inflate to what it was given',
    });
  };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function unused(): number {
  return 0;
}
