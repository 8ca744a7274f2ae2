import type { MadeArchive } from '../build/assembly.js';
import { withLinkDirectories } from '../build/link-directories.js';
import { makeArchives } from '../build/make-archives.js';
import { openBuildCache } from '../cache/cache.js';
import { pruneCache } from '../cache/cache-maintenance.js';
import { noteStore } from '../cache/notes.js';
import type { Diagnostic } from '../diagnostics/diagnose.js';
import { version } from '../diagnostics/version.js';
import { quotas } from '../lambda/quotas.js';
import type { BuildPlan, PlannedArchive } from '../plan/build-plan.js';
import { makeWholePlan } from '../plan/plan.js';
import type { LayoutOverride } from '../plan/plan-options.js';
import type { Host } from '../ports/host.js';
import type { SizeOptions } from './size-options.js';
import type { ArchiveSize } from './size-report.js';

/** A plan that was built, except that nothing was written outside the cache. */
export interface Measured {
  readonly plan: BuildPlan;
  readonly archives: readonly MeasuredArchive[];
  readonly warnings: readonly Diagnostic[];
}

export interface MeasuredArchive extends ArchiveSize {
  readonly plan: PlannedArchive;
}

/** Builds the manifest in a layout; without one, as it is. */
export type Measure = (layout?: LayoutOverride['layout']) => Promise<Measured>;

/**
 * Opens the cache for several builds that are only measured.
 *
 * @throws LambdazipError with the codes of `build`, except those of its output
 */
export async function withMeasuring<Result>(
  options: SizeOptions,
  host: Host,
  action: (measure: Measure) => Promise<Result>,
): Promise<Result> {
  const { signal, onEvent = () => undefined } = options;
  const cache = await openBuildCache(host, options.cache);
  let bound: number | null = null;
  try {
    return await action(async (layout) => {
      const notes = { notes: noteStore(host, cache), directory: cache.directory };
      const plan = await makeWholePlan({ ...options, layout }, host, notes);
      bound = plan.maxCacheSize;
      const programs = plan.runs.reduce((sum, run) => sum + run.programs.length, 0);
      onEvent({ type: 'planned', archives: plan.archives.length, programs });
      const context = { host, plan, cache, version, anySize: true, signal, onEvent };
      const nothing = async (): Promise<void> => undefined;
      const made = await withLinkDirectories(context, (links) =>
        makeArchives(context, links, { receive: nothing, keep: nothing }),
      );
      const warnings = [...cache.warnings, ...plan.warnings, ...made.warnings];
      return { plan, archives: made.archives.map(archiveSize), warnings };
    });
  } finally {
    if (!cache.temporary && cache.written.size > 0) await pruneCache(host, cache, bound);
    await cache.close();
  }
}

function archiveSize({ plan, entries, size }: MadeArchive): MeasuredArchive {
  const sizes = new Map(entries.map((entry) => [entry.name, entry.size]));
  const unzippedSize = entries.reduce((sum, entry) => sum + entry.size, 0);
  return {
    plan,
    name: plan.name,
    archive: plan.archive,
    layout: plan.layout,
    size,
    unzippedSize,
    over: [
      ...(unzippedSize > quotas.unzippedSize ? (['unzippedSize'] as const) : []),
      ...(size > quotas.zippedSize ? (['size'] as const) : []),
    ],
    handlers: plan.handlers.map(({ handler, package: main, entry }) => ({
      handler,
      package: main,
      entry,
      size: sizes.get(entry) ?? 0,
    })),
  };
}

/** The programs that go links for some archives, each once, with the main packages that each contains. */
export function linkedPrograms(
  archives: readonly MeasuredArchive[],
): readonly { readonly size: number; readonly packages: ReadonlySet<string> }[] {
  const programs = new Map<string, { size: number; packages: Set<string> }>();
  for (const { plan, handlers } of archives) {
    for (const { entry, package: main, size } of handlers) {
      const program = plan.programs.find((each) => each.entry === entry);
      const key = JSON.stringify([program?.run, program?.executable]);
      const known = programs.get(key) ?? { size, packages: new Set() };
      known.packages.add(main);
      programs.set(key, known);
    }
  }
  return [...programs.values()];
}

/** Whether the handlers of an archive could be divided: there are several, and each has its own program. */
export function isDivisible({ handlers }: ArchiveSize): boolean {
  return handlers.length > 1 && new Set(handlers.map(({ entry }) => entry)).size === handlers.length;
}
