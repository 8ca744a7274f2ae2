import { archiveDefaults, defaultOutDir, type HandlerTarget, type Layout } from '@lambdazip/core/internal';
import { relative } from 'pathe';
import type { TemplateFunction } from '../sources/template-function.js';
import type { CandidateTarget, HandlerEntry } from './decision.js';
import { type Decided, newHandlers, ownKeys, unfitForSharing } from './handler-keys.js';

export interface LayoutOptions {
  /** `--layout`; null for one archive as far as the Handlers allow it, since they are not to be changed. */
  readonly layout: Layout | null;
  /** The directory of the manifest, relative to the project's root. */
  readonly manifestDirectory: string;
  /** Where the manifest has its archives written; `dist` by default. */
  readonly outDir?: string;
  /** The archive that functions share; `lambda` by default. */
  readonly shared?: string;
  /** The archive whose functions have a zip each; `functions` by default. */
  readonly own?: string;
}

/** An archive of the manifest that is to be written. */
export interface LaidOutArchive {
  readonly name: string;
  readonly layout: Layout;
  /** In the order of the functions, each key once. */
  readonly entries: readonly HandlerEntry[];
}

/** Where a function's program goes. */
export interface FunctionPlace {
  /** The archive's name. */
  readonly archive: string;
  /** The zip, relative to the manifest. */
  readonly path: string;
  readonly key: string;
  /** The Handler that the function has to get; null where its own stays. */
  readonly newHandler: string | null;
}

export interface ArchiveLayout {
  readonly archives: readonly LaidOutArchive[];
  readonly functions: ReadonlyMap<TemplateFunction, FunctionPlace>;
}

/** Decides which archive each function's program goes to, and under which key. No Handler changes but with `binaries`. */
export function layOutArchives(decisions: readonly Decided[], options: LayoutOptions): ArchiveLayout {
  const { shared: sharedName = archiveDefaults.name, own: ownName = 'functions' } = options;
  const unfit = options.layout === 'per-handler' ? new Set(decisions) : unfitForSharing(decisions);
  const sharing = decisions.filter((each) => !unfit.has(each));
  const others = decisions.filter((each) => unfit.has(each));
  const isRenamed = options.layout === 'binaries';
  const keys = isRenamed
    ? newHandlers(others, sharing)
    : ownKeys(others, options.layout === 'per-handler', sharing.length > 0 ? [sharedName] : []);
  const outDir = options.outDir ?? defaultOutDir;
  const functions = new Map<TemplateFunction, FunctionPlace>();
  const entries = {
    binaries: new Map<string, HandlerEntry>(),
    'per-handler': new Map<string, HandlerEntry>(),
  };
  for (const each of decisions) {
    const key = keys.get(each) ?? each.handler;
    const layout = unfit.has(each) && !isRenamed ? 'per-handler' : 'binaries';
    const [archive, file] = layout === 'binaries' ? [sharedName, sharedName] : [ownName, key];
    const newHandler = key === each.handler || layout === 'per-handler' ? null : key;
    functions.set(each.function, { archive, path: `${outDir}/${file}.zip`, key, newHandler });
    const target = manifestTarget(each.candidate.target, options.manifestDirectory);
    if (!entries[layout].has(key)) entries[layout].set(key, { key, target });
  }
  const archives = [
    { name: sharedName, layout: 'binaries' as const, entries: [...entries.binaries.values()] },
    { name: ownName, layout: 'per-handler' as const, entries: [...entries['per-handler'].values()] },
  ].filter((archive) => archive.entries.length > 0);
  return { archives, functions };
}

/** A main package as a manifest in `directory` names it. Both are relative to the project's root. */
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
