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
  /**
   * For a layout whose handlers share a program: the archive of each function; null for an archive of its own. Default:
   * `shared` for all.
   */
  readonly programs?: ReadonlyMap<Decided, string | null>;
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
  const name = options.shared ?? archiveDefaults.name;
  const { programs } = options;
  const sharedName = (each: Decided): string | null =>
    programs === undefined ? name : (programs.get(each) ?? null);
  const names = [...new Set(decisions.map(sharedName))].filter((each) => each !== null);
  const shared = new Map(
    names.map((each) => [each, { name: each, layout: chosen.shared, entries: newEntries() }]),
  );
  const own = { name: options.own ?? 'functions', layout: chosen.own, entries: newEntries() };
  const isAllOwn = options.layout === own.layout;
  const isAllShared = options.layout === chosen.shared;
  const apart = new Set(decisions.filter((each) => isAllOwn || sharedName(each) === null));
  const candidates = decisions.filter((each) => !apart.has(each));
  const unfit = unfitForSharing(candidates, layouts[chosen.shared].starts === 'bootstrap');
  const sharing = candidates.filter((each) => !unfit.has(each));
  const others = candidates.filter((each) => unfit.has(each));
  const separate = isAllShared ? apart : new Set([...apart, ...others]);
  const isShared = decisions.some((each) => !separate.has(each));
  const keys = new Map([
    ...(isAllShared ? newHandlers(others, sharing) : []),
    ...ownKeys(
      decisions.filter((each) => separate.has(each)),
      isAllOwn,
      isShared ? names : [],
    ),
  ]);
  const outDir = options.outDir ?? defaultOutDir;
  const functions = new Map<TemplateFunction, FunctionPlace>();
  for (const each of decisions) {
    const key = keys.get(each) ?? each.handler;
    const archive = separate.has(each) ? own : (shared.get(sharedName(each) ?? '') ?? own);
    const { layout, entries } = archive;
    const path = `${outDir}/${archiveNameOf(layout, archive.name, key)}.zip`;
    const newHandler = key === each.handler || layouts[layout].isHandlerFree ? null : key;
    functions.set(each.function, { archive: archive.name, path, key, newHandler });
    const target = manifestTarget(each.candidate.target, options.manifestDirectory);
    if (!entries.has(key)) entries.set(key, { key, target });
  }
  const archives = [...shared.values(), own]
    .map((each) => ({ ...each, entries: [...each.entries.values()] }))
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
