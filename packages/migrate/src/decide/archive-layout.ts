import {
  archiveDefaults,
  archiveNameOf,
  defaultLayout,
  defaultOutDir,
  type HandlerTarget,
  type Layout,
  layouts,
  separateLayout,
} from '@lambdazip/core/internal';
import { relative } from 'pathe';
import type { TemplateFunction } from '../sources/template-function.js';
import type { CandidateTarget, HandlerEntry } from './decision.js';
import { type Decided, newHandlers, ownKeys, unfitForSharing } from './handler-keys.js';

export interface LayoutOptions {
  /** `--layout`; null for one shared archive as far as the Handlers allow it, without changing them. */
  readonly layout: Layout | null;
  /** The directory of the manifest, relative to the project's root. */
  readonly manifestDirectory: string;
  /** The output directory of the manifest; `dist` by default. */
  readonly outDir?: string;
  /** The archive that functions share; `lambda` by default. */
  readonly shared?: string;
  /** The archive whose functions have a zip each; `functions` by default. */
  readonly own?: string;
}

/** An archive of the manifest to write. */
export interface LaidOutArchive {
  readonly name: string;
  readonly layout: Layout;
  /** In the order of the functions, each key once. */
  readonly entries: readonly HandlerEntry[];
}

/** The place of a function's program. */
export interface FunctionPlace {
  /** The archive's name. */
  readonly archive: string;
  /** The zip, relative to the manifest. */
  readonly path: string;
  readonly key: string;
  /** The new Handler of the function; null if it does not change. */
  readonly newHandler: string | null;
}

export interface ArchiveLayout {
  readonly archives: readonly LaidOutArchive[];
  readonly functions: ReadonlyMap<TemplateFunction, FunctionPlace>;
}

/** The layouts of the shared archive, and of the archive whose functions have a zip each. */
export function archiveLayouts(chosen: Layout | null): Readonly<Record<'shared' | 'own', Layout>> {
  const isOwn = chosen !== null && layouts[chosen].archivePerHandler;
  return { shared: isOwn ? defaultLayout : (chosen ?? defaultLayout), own: isOwn ? chosen : separateLayout };
}

/**
 * Decides on the archive and key of each function's program. Handlers only change if the user chose a layout in which all
 * functions share an archive.
 */
export function layOutArchives(decisions: readonly Decided[], options: LayoutOptions): ArchiveLayout {
  const chosen = archiveLayouts(options.layout);
  const shared = {
    name: options.shared ?? archiveDefaults.name,
    layout: chosen.shared,
    entries: newEntries(),
  };
  const own = { name: options.own ?? 'functions', layout: chosen.own, entries: newEntries() };
  const isAllOwn = options.layout === own.layout;
  const isAllShared = options.layout === shared.layout;
  const unfit = isAllOwn ? new Set(decisions) : unfitForSharing(decisions);
  const sharing = decisions.filter((each) => !unfit.has(each));
  const others = decisions.filter((each) => unfit.has(each));
  const keys = isAllShared
    ? newHandlers(others, sharing)
    : ownKeys(others, isAllOwn, sharing.length > 0 ? [shared.name] : []);
  const outDir = options.outDir ?? defaultOutDir;
  const functions = new Map<TemplateFunction, FunctionPlace>();
  for (const each of decisions) {
    const key = keys.get(each) ?? each.handler;
    const { name, layout, entries } = unfit.has(each) && !isAllShared ? own : shared;
    const path = `${outDir}/${archiveNameOf(layout, name, key)}.zip`;
    const newHandler = key === each.handler || layouts[layout].isHandlerFree ? null : key;
    functions.set(each.function, { archive: name, path, key, newHandler });
    const target = manifestTarget(each.candidate.target, options.manifestDirectory);
    if (!entries.has(key)) entries.set(key, { key, target });
  }
  const archives = [shared, own]
    .map(({ name, layout, entries }) => ({ name, layout, entries: [...entries.values()] }))
    .filter(({ entries }) => entries.length > 0);
  return { archives, functions };
}

function newEntries(): Map<string, HandlerEntry> {
  return new Map();
}

/** A main package as written in a manifest in `directory`. Both are relative to the project's root. */
export function manifestTarget(target: CandidateTarget, directory: string): HandlerTarget {
  const from = (path: string): string => {
    const way = relative(`/${directory}`, `/${path}`);
    if (way === '') return '.';
    return way === '..' || way.startsWith('../') ? way : `./${way}`;
  };
  return target.kind === 'directory'
    ? { kind: 'package', pattern: from(target.path) }
    : { kind: 'files', files: target.files.map(from) };
}
