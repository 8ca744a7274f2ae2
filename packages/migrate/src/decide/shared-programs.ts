import { compareStrings, isWithin, type Layout, layouts, type ProjectFiles } from '@lambdazip/core/internal';
import { basename, dirname } from 'pathe';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { ArchiveLayout } from './archive-layout.js';
import { readBuildLine } from './build-line.js';
import type { Decided } from './handler-keys.js';

export interface SharedProgramsRequest {
  /** The layout of the archives that functions share. */
  readonly layout: Layout;
  /** The archive of the first program, unless an existing one has its module. */
  readonly shared: string;
  /** The files of the project, relative to its root. */
  readonly files: readonly string[];
  /** Directories of packages with C code. Default: none. */
  readonly withC?: ReadonlySet<string>;
  /** Existing archives of the layout with the directories of their main packages. Default: none. */
  readonly known?: readonly { readonly name: string; readonly directories: readonly string[] }[];
}

/**
 * The archive of each function if its handlers share a program: one for each module, and for each set of build settings.
 * Lists of .go files and main packages with C code cannot be part of one program; these have null. undefined for layouts with a program per handler.
 */
export function sharedPrograms(
  decisions: readonly Decided[],
  { layout, shared, files, withC = new Set(), known = [] }: SharedProgramsRequest,
): ReadonlyMap<Decided, string | null> | undefined {
  if (!layouts[layout].sharesProgram) return undefined;
  const modules = files
    .filter((file) => basename(file) === 'go.mod')
    .map(dirname)
    .sort((a, b) => b.length - a.length || compareStrings(a, b));
  const moduleOf = (directory: string): string =>
    modules.find((module) => module === '.' || isWithin(directory, module)) ?? '..';
  const present = known.map(({ name, directories }) => ({ name, modules: directories.map(moduleOf) }));
  const taken = new Set(known.map(({ name }) => name));
  const archives = new Map<string, string>();
  return new Map(
    decisions.map((each) => {
      const { target, command } = each.candidate;
      if (target.kind === 'files' || withC.has(target.path)) return [each, null];
      const module = moduleOf(target.path);
      const settings = command === null ? {} : readBuildLine(command).go;
      const program = JSON.stringify([
        module,
        Object.entries(settings).sort(([a], [b]) => compareStrings(a, b)),
      ]);
      const archive = archives.get(program) ?? archiveFor(module);
      archives.set(program, archive);
      return [each, archive];
    }),
  );

  function archiveFor(module: string): string {
    const used = [...archives.values()];
    const existing = present.find(({ name, modules: own }) => own.includes(module) && !used.includes(name));
    const name =
      existing?.name ??
      firstFree(used.length === 0 && present.length === 0 ? shared : nameOf(module, shared));
    taken.add(name);
    return name;
  }

  function firstFree(name: string): string {
    if (!taken.has(name)) return name;
    for (let number = 2; ; number += 1) if (!taken.has(`${name}-${number}`)) return `${name}-${number}`;
  }
}

function nameOf(module: string, shared: string): string {
  const name = basename(module).replace(/[^A-Za-z0-9._-]/g, '-');
  return /^[A-Za-z0-9_]/.test(name) ? name : shared;
}

/** Reports that the handlers became several programs, and which have an archive of their own. */
export function dividedPrograms(
  { archives }: Pick<ArchiveLayout, 'archives'>,
  layout: Layout,
): readonly MigrationDiagnostic[] {
  if (!layouts[layout].sharesProgram) return [];
  const shared = archives.filter((archive) => archive.layout === layout);
  const apart = archives.filter((archive) => archive.layout !== layout);
  return [
    ...(shared.length > 1
      ? [diagnose('migrate-programs-divided', { archives: shared.map(({ name }) => name) })]
      : []),
    ...apart.map(({ entries, layout: other }) =>
      diagnose('migrate-program-apart', { handlers: entries.map(({ key }) => key), layout, other }),
    ),
  ];
}

const cFile = /\.(c|cc|cpp|cxx|m|f|F|for|f90|swig|swigcxx|syso)$/;

/** The directories of main packages with C code, which go compiles outside of Go's packages. */
export async function packagesWithC(
  decisions: readonly Decided[],
  { files, read }: Pick<ProjectFiles, 'files' | 'read'>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const { candidate } of decisions) {
    if (candidate.target.kind === 'files') continue;
    const { path } = candidate.target;
    for (const file of files.filter((each) => dirname(each) === path)) {
      if (cFile.test(file)) found.add(path);
      if (!file.endsWith('.go') || file.endsWith('_test.go') || found.has(path)) continue;
      if (/^\s*(?:import\s+)?"C"\s*$/m.test((await read(file)) ?? '')) found.add(path);
    }
  }
  return found;
}
