import { entryContent } from '../archive/entry-content.js';
import type { ArchivedEntry } from '../archive/read-archive.js';
import { boundedMap } from '../build/packing/bounded-map.js';
import { equalBytes } from '../bytes/equal-bytes.js';
import { inflateRaw } from '../bytes/inflate-raw.js';
import type { Deflater } from '../ports/deflater.js';

export interface RecreateRequest {
  readonly entries: readonly ArchivedEntry[];
  readonly deflater: Deflater;
  /** How many contents are in memory at the same time. */
  readonly atOnce: number;
  /** The level to try first: if the contents are few and small, several levels can produce the same archive. Default: 6. */
  readonly likelyLevel?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with each intact content, which it must not change. */
  readonly onContent?: ((entry: ArchivedEntry, content: Uint8Array) => void) | undefined;
}

/** Why compressing the contents again does not reproduce the archive. */
export type RecreationProblem =
  | { readonly kind: 'content'; readonly entry: string; readonly reason: string }
  /** `level` is the closest level; `entries` are those that it does not reproduce. */
  | { readonly kind: 'encoder'; readonly entries: readonly string[]; readonly level: number };

export interface Recreation {
  /** The level at which all contents were compressed; null if no single level reproduces them. */
  readonly level: number | null;
  readonly problems: readonly RecreationProblem[];
}

/** The default comes first: most archives use it. */
const levels = [6, 9, 1, 2, 3, 4, 5, 7, 8] as const;

/**
 * Inflates each content of an archive and compresses it again as canonical zlib does: in format 1, equal contents have
 * equal bytes. An archive does not record its level, so the smallest contents are used to find it.
 */
export async function recreateArchive(request: RecreateRequest): Promise<Recreation> {
  // The smallest first: they reveal the level at the lowest cost.
  const entries = [...request.entries].sort((a, b) => a.size - b.size);
  const candidates = new LevelCandidates(request);
  const damaged = await inflateAll(entries, request, candidates);
  if (damaged.length > 0) return { level: null, problems: damaged };
  // Empty contents are stored at every level.
  const deflated = entries.filter(({ size }) => size > 0);
  for (const level of candidates.fitting) {
    if ((await misfits(deflated, level, request, 1)).length === 0) return { level, problems: [] };
  }
  const level = candidates.nearest;
  const names = await misfits(deflated, level, request, deflated.length);
  return { level: null, problems: [{ kind: 'encoder', entries: names, level }] };
}

/** The levels that reproduce the beginning of every stream checked so far. */
class LevelCandidates {
  readonly #deflater: Deflater;
  #fitting: readonly number[];
  #nearest: number;

  constructor({ deflater, likelyLevel }: RecreateRequest) {
    const rank = (level: number): number => (level === likelyLevel ? 0 : 1);
    this.#deflater = deflater;
    this.#fitting = [...levels].sort((a, b) => rank(a) - rank(b));
    this.#nearest = this.#fitting[0] ?? levels[0];
  }

  get fitting(): readonly number[] {
    return this.#fitting;
  }

  /** The level that was ruled out last. */
  get nearest(): number {
    return this.#nearest;
  }

  async narrow({ compressed }: ArchivedEntry, content: Uint8Array): Promise<void> {
    // Whole streams are compared later; with one level left, comparing more beginnings saves nothing.
    if (this.#fitting.length < 2 || content.length === 0) return;
    const answers = new Map<number, boolean>();
    for (const level of this.#fitting) {
      answers.set(level, await this.#deflater.mayGive(content, level, compressed));
    }
    // A different content may have ruled out levels concurrently.
    this.#fitting = this.#fitting.filter((level) => answers.get(level) !== false);
    this.#nearest = this.#fitting[0] ?? this.#nearest;
  }
}

async function inflateAll(
  entries: readonly ArchivedEntry[],
  { atOnce, signal, onContent }: RecreateRequest,
  candidates: LevelCandidates,
): Promise<RecreationProblem[]> {
  const found = await boundedMap(entries, atOnce, async (entry): Promise<RecreationProblem[]> => {
    signal?.throwIfAborted();
    const taken = await entryContent({ ...entry, isStored: entry.method === 'store' });
    if (taken.kind === 'damaged') return [{ kind: 'content', entry: entry.name, reason: taken.reason }];
    await candidates.narrow(entry, taken.content);
    onContent?.(entry, taken.content);
    return [];
  });
  return found.flat();
}

/** The entries that a level does not reproduce. Stops after about `most`. */
async function misfits(
  entries: readonly ArchivedEntry[],
  level: number,
  { deflater, atOnce, signal }: RecreateRequest,
  most: number,
): Promise<string[]> {
  const found: string[] = [];
  await boundedMap(entries, atOnce, async ({ name, compressed, size }) => {
    if (found.length >= most) return;
    signal?.throwIfAborted();
    const { content } = await inflateRaw(compressed, size);
    const isSame =
      (await deflater.mayGive(content, level, compressed)) &&
      equalBytes(await deflater.deflateRaw(content, level, { handOver: true }), compressed);
    if (!isSame) found.push(name);
  });
  return found.sort();
}
