import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { bytesOfBase64 } from '../bytes/base64.js';
import { joined } from '../bytes/joined.js';
import { failure } from '../diagnostics/diagnose.js';
import { knownDigests, vectorContent } from './known-vector.js';

/** Compresses to canonical raw deflate, at a level from 1 to 9. */
export type Encoder = (content: Uint8Array, level: number) => Promise<Uint8Array>;

/** The exports of `deflate/deflate.c`. Positions are addresses in its memory. */
interface DeflateModule {
  readonly memory: WebAssembly.Memory;
  readonly begin: (level: number) => void;
  readonly room: () => number;
  readonly input_end: () => number;
  readonly run: (added: number, isLast: number) => number;
  readonly output: () => number;
}

/** Our own encoder as WebAssembly: the same bytes in less than half of pako's time. */
export async function openWasmEncoder(): Promise<Encoder> {
  const { deflateModule } = await import('./deflate.generated.js');
  const { instance } = await WebAssembly.instantiate(bytesOfBase64(deflateModule));
  const module = instance.exports as unknown as DeflateModule;
  return async (content, level) => {
    const chunks: Uint8Array[] = [];
    module.begin(level);
    for (let at = 0, isLast = false; !isLast; ) {
      const added = Math.min(module.room(), content.length - at);
      new Uint8Array(module.memory.buffer, module.input_end(), added).set(content.subarray(at, at + added));
      at += added;
      isLast = at === content.length;
      const size = module.run(added, isLast ? 1 : 0);
      chunks.push(new Uint8Array(module.memory.buffer, module.output(), size).slice());
    }
    return joined(chunks);
  };
}

/** The encoder that JSZip uses. */
export const pakoEncoder: Encoder = async (content, level) => {
  const { deflateRaw } = await import('pako');
  return deflateRaw(content, { level: level as 1, memLevel: 8, windowBits: 15 });
};

/** Only pako, for contents too small to be worth a thread. */
export const smallEncoder: Encoder = checked(pakoEncoder);

/**
 * The fastest encoder that produces the canonical bytes on this machine. Each level is verified before its first
 * content.
 *
 * Its promises reject with LambdazipError `deflate-encoder-unfaithful` if no candidate does.
 */
export function faithfulEncoder(
  candidates: readonly (() => Promise<Encoder>)[] = [openWasmEncoder, async () => pakoEncoder],
): Encoder {
  const opened = candidates.map((open) => once(open));
  const proven = knownDigests.map((_, index) => once(() => firstFaithful(opened, index + 1)));
  return checked(async (content, level) => {
    const encoder = await proven[level - 1]?.();
    if (encoder === undefined) throw new RangeError(`invalid level ${level}`);
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
      const compressed = await encoder(vectorContent(), level);
      const digest = createHash('sha256').update(compressed).digest('hex');
      if (digest === knownDigests[level - 1]) return encoder;
      problems.push(`at level ${level}, its output differs from zlib's`);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw failure('deflate-encoder-unfaithful', { problems });
}

// Inflating takes a twentieth of the time of deflating, so every stream is inflated and compared before it is
// returned.
function checked(encoder: Encoder): Encoder {
  return async (content, level) => {
    const compressed = await encoder(content, level);
    if (inflatesTo(content, compressed)) return compressed;
    throw failure('deflate-encoder-unfaithful', {
      problems: ['its output does not inflate to its input'],
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
