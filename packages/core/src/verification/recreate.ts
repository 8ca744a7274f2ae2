import { entryContent } from '../archive/entry-content.js';
import { equalBytes } from '../archive/equal-bytes.js';
import type { ArchivedEntry } from '../archive/read-archive.js';
import { boundedMap } from '../packing/bounded-map.js';
import type { Deflater } from '../ports/deflater.js';
import type { InflateRaw } from '../ports/inflate-raw.js';

export interface RecreateRequest {
  readonly entries: readonly ArchivedEntry[];
  readonly inflateRaw: InflateRaw;
  readonly deflater: Deflater;
  /** How many contents are in memory at once. */
  readonly atOnce: number;
  /** The level to try first: several can give one archive, if its contents are few and small. Default: 6. */
  readonly likelyLevel?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with each content that is as the archive says; it must not be changed. */
  readonly onContent?: ((entry: ArchivedEntry, content: Uint8Array) => void) | undefined;
}

/** Why deflating the contents again does not give the archive. */
export type RecreationProblem =
  | { readonly kind: 'content'; readonly entry: string; readonly reason: string }
  /** `level` is the one that fits best; `entries` are those that it does not fit. */
  | { readonly kind: 'encoder'; readonly entries: readonly string[]; readonly level: number };

export interface Recreation {
  /** The level at which all contents were deflated; null where there is none. */
  readonly level: number | null;
  readonly problems: readonly RecreationProblem[];
}

/** The default first; an archive is rarely of another. */
const levels = [6, 9, 1, 2, 3, 4, 5, 7, 8] as const;

/**
 * Inflates each content of an archive and deflates it again, as canonical zlib does: equal contents of format 1
 * have equal bytes. An archive does not say its level; it is found on the smallest contents.
 */
export async function recreateArchive(request: RecreateRequest): Promise<Recreation> {
  const damaged = await inflateAll(request);
  if (damaged.length > 0) return { level: null, problems: damaged };
  // An empty content is stored at all levels.
  const entries = request.entries.filter(({ size }) => size > 0).sort((a, b) => a.size - b.size);
  const beginnings = await beginningsThatFit(entries, request);
  for (const level of beginnings.levels) {
    if ((await misfits(entries, level, request, 1)).length === 0) return { level, problems: [] };
  }
  const level = beginnings.best;
  const names = await misfits(entries, level, request, entries.length);
  return { level: null, problems: [{ kind: 'encoder', entries: names, level }] };
}

async function inflateAll(request: RecreateRequest): Promise<RecreationProblem[]> {
  const { entries, inflateRaw, atOnce, signal, onContent } = request;
  const found = await boundedMap(entries, atOnce, async (entry): Promise<RecreationProblem[]> => {
    signal?.throwIfAborted();
    const taken = await entryContent({ ...entry, isStored: entry.method === 'store' }, inflateRaw);
    if (taken.kind === 'damaged') return [{ kind: 'content', entry: entry.name, reason: taken.reason }];
    onContent?.(entry, taken.content);
    return [];
  });
  return found.flat();
}

interface Beginnings {
  /** The levels at which all streams begin as they do in the archive. */
  readonly levels: readonly number[];
  /** The level that fitted longest. */
  readonly best: number;
}

async function beginningsThatFit(
  entries: readonly ArchivedEntry[],
  { inflateRaw, deflater, signal, likelyLevel }: RecreateRequest,
): Promise<Beginnings> {
  const rank = (level: number): number => (level === likelyLevel ? 0 : 1);
  let fitting: readonly number[] = [...levels].sort((a, b) => rank(a) - rank(b));
  for (const { compressed, size } of entries) {
    signal?.throwIfAborted();
    const { content } = await inflateRaw(compressed, size);
    const still = fitting.filter((level) => deflater.mayGive(content, level, compressed));
    if (still.length === 0) return { levels: [], best: fitting[0] ?? 6 };
    fitting = still;
    // From there on the whole streams are compared, which costs no more than the beginnings of all others.
    if (fitting.length === 1) break;
  }
  return { levels: fitting, best: fitting[0] ?? 6 };
}

/** The entries that a level gives other bytes for; no more than `most` are looked for. */
async function misfits(
  entries: readonly ArchivedEntry[],
  level: number,
  { inflateRaw, deflater, atOnce, signal }: RecreateRequest,
  most: number,
): Promise<string[]> {
  const found: string[] = [];
  await boundedMap(entries, atOnce, async ({ name, compressed, size }) => {
    if (found.length >= most) return;
    signal?.throwIfAborted();
    const { content } = await inflateRaw(compressed, size);
    const isSame =
      deflater.mayGive(content, level, compressed) &&
      equalBytes(await deflater.deflateRaw(content, level), compressed);
    if (!isSame) found.push(name);
  });
  return found.sort();
}
