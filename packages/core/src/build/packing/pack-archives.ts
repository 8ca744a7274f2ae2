import type { EntryMode } from '../../archive/entry.js';
import { bootstraps } from '../../bootstrap/bootstraps.js';
import { hexOf } from '../../bytes/hex.js';
import { sha256Of } from '../../bytes/sha256.js';
import type { Diagnostic } from '../../diagnostics/diagnose.js';
import type { BuildPlan, PlannedArchive } from '../../plan/build-plan.js';
import type { BuildEvent } from '../../ports/build-event.js';
import type { Host } from '../../ports/host.js';
import { type FactsOfAssets, knownAsset, readAsset } from './assets.js';
import { boundedMap } from './bounded-map.js';
import { type Packer, packDigested } from './content.js';
import type { EarlyPrograms } from './early-programs.js';
import type { FoundContent, PackedArchiveEntry } from './packed-entry.js';
import type { FactsOfPrograms } from './program-facts.js';
import {
  knownProgram,
  type LinkedPrograms,
  type ProgramRepair,
  programKey,
  readProgram,
} from './programs.js';

/** The entries of an archive. Their compressed contents are read from the cache when needed. */
export interface PackedArchive {
  readonly plan: PlannedArchive;
  readonly entries: readonly PackedArchiveEntry[];
}

export interface PackRequest {
  readonly plan: BuildPlan;
  readonly packer: Packer;
  readonly programs: LinkedPrograms;
  readonly repair: ProgramRepair;
  /** By run id. */
  readonly programFacts: ReadonlyMap<string, FactsOfPrograms>;
  readonly assetFacts: FactsOfAssets;
  /** Programs packed while go was running. */
  readonly early: EarlyPrograms;
  /** Maximum number of contents in memory. */
  readonly atOnce: number;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly onEvent: (event: BuildEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Reading only the beginning of a file takes little memory. */
const looksAtOnce = 16;

/**
 * Finds the entries of all archives, checks the programs, and compresses contents that are not yet in the cache.
 * Entries noted by earlier builds, and contents shared by several archives, are not read again.
 *
 * @throws LambdazipError `go-produced-nothing`, `file-unreadable`, `deflate-worker-failed`,
 * `deflate-encoder-unfaithful`
 */
export async function packArchives(request: PackRequest, host: Host): Promise<PackedArchive[]> {
  const { plan, atOnce, onEvent, report, signal } = request;
  const wanted = plan.archives.flatMap((archive) => entriesOf(archive, request, host));
  const distinct = [...new Map(wanted.map((entry) => [entry.source, entry])).values()];
  onEvent({ type: 'packing', total: distinct.length });
  const contents = new Map<string, FoundContent>();
  const add = ({ source, name }: WantedEntry, content: FoundContent): void => {
    contents.set(source, content);
    for (const finding of content.findings) report(finding);
    onEvent({ type: 'packed', name, size: content.size, reused: content.reused });
  };
  const looked = await boundedMap(distinct, looksAtOnce, async (entry) => {
    signal?.throwIfAborted();
    const known = await entry.known();
    if (known !== undefined) add(entry, known);
    return { entry, size: known === undefined ? await entry.sizeOf() : 0 };
  });
  // Largest first: a large content that starts last would keep a single worker busy at the end.
  const unknown = looked.filter(({ entry }) => !contents.has(entry.source)).sort((a, b) => b.size - a.size);
  await boundedMap(unknown, atOnce, async ({ entry }) => {
    signal?.throwIfAborted();
    onEvent({ type: 'entry', name: entry.name });
    add(entry, await entry.read());
  });
  return plan.archives.map((archive) => ({
    plan: archive,
    entries: wanted
      .filter((entry) => entry.archive === archive)
      .flatMap(({ name, mode, source }) => {
        const content = contents.get(source);
        return content === undefined ? [] : [{ name, mode, ...content }];
      }),
  }));
}

interface WantedEntry {
  readonly archive: PlannedArchive;
  readonly name: string;
  readonly mode: EntryMode;
  /** Equal for entries with the same content and level. */
  readonly source: string;
  /** undefined if the content must be read. */
  readonly known: () => Promise<FoundContent | undefined>;
  /** Approximate size in bytes; 0 if unknown. */
  readonly sizeOf: () => Promise<number>;
  readonly read: () => Promise<FoundContent>;
}

function entriesOf(archive: PlannedArchive, request: PackRequest, host: Host): WantedEntry[] {
  const { compression, architecture, bootstrap } = archive;
  const { packer, early, repair } = request;
  const sizeOf = async (path: string): Promise<number> =>
    (await host.fileSystem.stat(path).catch(() => undefined))?.size ?? 0;
  const entries: WantedEntry[] = [];
  const reader = { host, packer, facts: request.programFacts, repair };
  for (const program of archive.programs) {
    const linked = request.programs.of(program);
    entries.push({
      archive,
      name: program.entry,
      mode: 0o755,
      source: `program ${programKey(linked)}`,
      known: async () => (await early.take(linked)) ?? (await knownProgram(linked, reader)),
      sizeOf: () => sizeOf(linked.path),
      read: () => readProgram(linked, reader),
    });
  }
  const assets = { host, packer, facts: request.assetFacts };
  for (const file of archive.files) {
    entries.push({
      archive,
      name: file.entry,
      mode: file.mode,
      source: `file ${JSON.stringify([file.source, file.mode, compression])}`,
      known: () => knownAsset(file, compression, assets),
      sizeOf: () => sizeOf(file.source),
      read: () => readAsset(file, compression, assets),
    });
  }
  if (bootstrap !== null) {
    const bytes = () => bootstraps[bootstrap](architecture);
    const source = { level: compression, read: async () => bytes() };
    entries.push({
      archive,
      name: 'bootstrap',
      mode: 0o755,
      source: `bootstrap ${bootstrap} ${architecture} ${compression}`,
      known: async () => undefined,
      sizeOf: async () => 0,
      read: async () => {
        const content = bytes();
        const sha256 = hexOf(sha256Of(content));
        return { ...(await packDigested(content, sha256, source, packer)), info: undefined, findings: [] };
      },
    });
  }
  return entries;
}
