import type { LinkDirectory } from '../cache/link-directory.js';
import { type NoteStore, noteStore } from '../cache/notes.js';
import { packedStore } from '../cache/packed-store.js';
import { type Diagnostic, failure } from '../diagnostics/diagnose.js';
import { type ArchiveNote, readArchiveNote, type WrittenArchive, writeArchiveNote } from './archive-notes.js';
import { type ArchiveReceiver, Assembly, type MadeArchive } from './assembly.js';
import type { BuildContext } from './build-context.js';
import { compileFailure, compileRuns } from './compile-runs.js';
import { boundedMap } from './packing/bounded-map.js';
import { EarlyPrograms } from './packing/early-programs.js';
import { packArchives } from './packing/pack-archives.js';
import { FactsOfPrograms } from './packing/program-facts.js';
import { LinkedPrograms } from './packing/programs.js';
import { Relinking } from './relinking.js';

/** The archives of a build. */
export interface MadeArchives {
  readonly archives: readonly MadeArchive[];
  /** Warnings from the checks. */
  readonly warnings: readonly Diagnostic[];
  /** Writes notes about the archives for the next build, once the archives are at their paths. Never rejects. */
  readonly note: () => Promise<void>;
}

/**
 * Compiles the programs of a plan into its link directories, checks them, and passes the archives to the receiver.
 * Writes only to the cache.
 *
 * @throws LambdazipError `compile-failed`, `go-killed`, `check-failed`, and the codes of packing
 */
export async function makeArchives(
  context: BuildContext,
  links: readonly LinkDirectory[],
  receiver: ArchiveReceiver,
): Promise<MadeArchives> {
  const { host, plan, cache, signal } = context;
  const deflater = host.openDeflater({ workers: context.workers });
  const packer = { deflater, store: packedStore(host, cache) };
  const workers = context.workers ?? host.processors;
  const notes = noteStore(host, cache);
  const programFacts = await openFacts(context, notes);
  const programs = new LinkedPrograms(plan, cache.directory);
  const relinking = new Relinking(context);
  const early = new EarlyPrograms({ host, packer, facts: programFacts }, workers, {
    onLinking: (total) => context.onEvent({ type: 'linking', total }),
    onLinked: ({ handlers: [name], executable }, programs) =>
      context.onEvent({ type: 'linked', name: name ?? executable, programs }),
  });
  try {
    const noted = readNotes(context, notes);
    // Avoid an unhandled rejection if compiling fails first.
    noted.catch(() => undefined);
    await relinking.removeUnknown(programs.all);
    const findings = await early.during(programs.all, () => compileRuns(context));
    if (findings.length > 0) {
      // A killed go may have left a partial program behind.
      if (findings.every(({ code }) => code !== 'go-killed')) await completeAll(links);
      throw compileFailure(findings, plan);
    }
    await relinking.reportRemoved();
    const found: Diagnostic[] = [];
    const assets = new Map((await noted).flatMap((note) => Object.entries(note?.assets ?? {})));
    const assetFacts = { before: assets, now: new Map() };
    const packed = await packArchives(
      {
        plan,
        packer,
        programs,
        repair: {
          relink: (linked) => relinking.relink(linked),
          onRepaired: (path) => void cache.damaged.add(path),
        },
        programFacts,
        assetFacts,
        early,
        // workers + 1, so that the next content is read while the others are compressed.
        atOnce: workers + 1,
        report: (finding) => found.push(finding),
        onEvent: context.onEvent,
        signal,
      },
      host,
    );
    const assembly = new Assembly(context, packer.store, receiver, found);
    const made: { archive: MadeArchive; written: WrittenArchive }[] = [];
    for (const [index, archive] of packed.entries()) {
      signal?.throwIfAborted();
      made.push(await assembly.make(archive, (await noted)[index]?.written ?? null));
    }
    for (const facts of programFacts.values()) await facts.save();
    await completeAll(links);
    throwIfRefused(found);
    return {
      archives: made.map(({ archive }) => archive),
      warnings: found,
      note: async () => {
        for (const [index, { archive, written }] of made.entries()) {
          const own = archive.plan.files.flatMap(({ source }) => {
            const facts = assetFacts.now.get(source);
            return facts === undefined ? [] : [[source, facts] as const];
          });
          const note = { writtenBy: context.version, written, assets: Object.fromEntries(own) };
          if (JSON.stringify(note) === JSON.stringify((await noted)[index])) continue;
          await writeArchiveNote(notes, cache, archive.plan.path, note);
        }
      },
    };
  } finally {
    // Concurrently: packing in progress ends when the deflater does.
    await Promise.all([early.stop(), deflater.close()]);
  }
}

async function openFacts(
  { plan, cache, version }: BuildContext,
  notes: NoteStore,
): Promise<ReadonlyMap<string, FactsOfPrograms>> {
  const opened = plan.runs.map(
    async ({ id }) => [id, await FactsOfPrograms.open(notes, cache.directory, id, version)] as const,
  );
  return new Map(await Promise.all(opened));
}

async function readNotes(
  { plan, cache, version }: BuildContext,
  notes: NoteStore,
): Promise<readonly (ArchiveNote | undefined)[]> {
  return await boundedMap(plan.archives, 16, ({ path }) => readArchiveNote(notes, cache, path, version));
}

// Marks the directories as complete, so that the next build trusts the programs in them.
async function completeAll(links: readonly LinkDirectory[]): Promise<void> {
  await Promise.all(links.map((link) => link.complete()));
}

function throwIfRefused(found: readonly Diagnostic[]): void {
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw failure('check-failed', { count: errors.length }, { diagnostics: found });
}
