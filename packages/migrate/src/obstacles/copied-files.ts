import { directoriesOf, type ProjectFiles, sortedRecord } from '@lambdazip/core/internal';
import { basename, dirname, join, normalize, relative } from 'pathe';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { diagnose } from '../diagnostics/diagnose.js';
import type { BuildEvidence, FileCommand } from '../evidence/build-command.js';
import type { MovedProgram } from './moved-program.js';

/** The files that build lines put into packages next to programs. */
export interface CopiedFiles {
  /** The path in the archive (ends in `/` for a directory), and a file or glob relative to the root. */
  readonly files: Readonly<Record<string, string>>;
  readonly diagnostics: readonly MigrationDiagnostic[];
}

/** Reads `cp` and `zip` lines: the paths of project files in the packages of migrated functions. */
export function copiedFiles(
  programs: readonly MovedProgram[],
  evidence: BuildEvidence,
  project: ProjectFiles,
): CopiedFiles {
  const places = packagePlaces(programs);
  const built = builtPlaces(programs, evidence);
  const outputs = new Set(evidence.commands.flatMap(({ output }) => (output === null ? [] : [output])));
  const known = new Set(project.files);
  const directories = new Set(directoriesOf(project.files));
  const files = new Map<string, string>();
  const diagnostics: MigrationDiagnostic[] = [];
  for (const command of evidence.files) {
    for (const from of command.from) {
      if (outputs.has(from) || isProgram(from) || /\.(go|zip)$/.test(from)) continue;
      const path = command.kind === 'zip' ? zippedPath(command, from) : copiedPath(command, from);
      if (path === undefined) continue;
      const source = from.replace(/\/$/, '');
      if (known.has(source)) take(path, source, command);
      else if (directories.has(source) && source !== '.')
        take(`${path.replace(/\/$/, '')}/`, `${source}/**`, command);
      else if (from.includes('$')) leave(command, 'its value is not known from the files');
      else if (/[*?[]/.test(from)) leave(command, 'lambdazip does not expand its file pattern');
    }
  }
  return { files: sortedRecord(files), diagnostics };

  function take(path: string, source: string, command: FileCommand): void {
    const before = files.get(path);
    if (before === undefined) files.set(path, source);
    else if (before !== source) leave(command, `${before} already has this path in the archive`);
  }

  function leave({ source, location }: FileCommand, why: string): void {
    const diagnostic = diagnose('migrate-left-out', { what: source, why }, location);
    const isSame = ({ message, location: { line } }: MigrationDiagnostic) =>
      message === diagnostic.message && line === location.line;
    if (!diagnostics.some(isSame)) diagnostics.push(diagnostic);
  }

  function isProgram(path: string): boolean {
    return programs.some(({ handler }) => places.directories.some((place) => join(place, handler) === path));
  }

  function copiedPath({ to, from: all, target }: FileCommand, from: string): string | undefined {
    const artifacts = /^(?:\.\/)?(?:.*\/)?\$[{(]?ARTIFACTS_DIR[})]?(\/.*)?$/.exec(to);
    if (artifacts !== null) {
      const isMoved = programs.some(({ function: { id } }) => target === `build-${id}`);
      if (!isMoved) return undefined;
      const path = (artifacts[1] ?? '/').slice(1);
      return path === '' || path.endsWith('/') ? path + basename(from) : path;
    }
    const isDirectory = to.endsWith('/') || all.length > 1 || directories.has(to) || built.has(to);
    const written = isDirectory ? join(to, basename(from)) : normalize(to);
    const place = [...places.directories]
      .sort((a, b) => b.length - a.length)
      .find((each) => isInside(written, each));
    if (place === undefined || written === normalize(from)) return undefined;
    // Builds copy many source files that are not for a package: only files put next to a program, in its directory, count.
    const beside = programs
      .map(({ handler }) => join(place, dirname(handler)))
      .filter((each) => each !== place);
    if (hasSources(place) && !beside.some((each) => isInside(written, each))) return undefined;
    return relative(place, written);
  }

  function hasSources(place: string): boolean {
    return project.files.some((file) => file.endsWith('.go') && isInside(file, place));
  }

  function zippedPath({ to, from: all, junkPaths }: FileCommand, from: string): string | undefined {
    if (!places.zips.has(normalize(to))) return undefined;
    if (junkPaths) return basename(from);
    // A line that ran in a different directory has paths relative to it: the path of its program shows which one.
    const program = all.find(
      (each) => outputs.has(each) || programs.some(({ handler }) => endsWith(each, handler)),
    );
    const handler = programs.find(
      (each) => program !== undefined && endsWith(program, each.handler),
    )?.handler;
    const base = program === undefined || handler === undefined ? '' : program.slice(0, -handler.length);
    return from.startsWith(base) ? from.slice(base.length) : from;
  }
}

function endsWith(path: string, handler: string): boolean {
  return path === handler || path.endsWith(`/${handler}`);
}

function isInside(path: string, place: string): boolean {
  return !path.startsWith('..') && (place === '.' || path.startsWith(`${place}/`));
}

/** The directories and zips that functions' packages are made from, relative to the root. */
function packagePlaces(programs: readonly MovedProgram[]): {
  readonly directories: readonly string[];
  readonly zips: ReadonlySet<string>;
} {
  const directories = new Set<string>();
  const zips = new Set<string>();
  for (const {
    function: { code },
    base,
  } of programs) {
    if (code.kind === 'service') directories.add(base);
    if (code.kind !== 'local' || code.path.value.kind !== 'known') continue;
    const path = normalize(join(base, code.path.value.value)).replace(/(?<=.)\/$/, '');
    if (/\.zip$/i.test(path)) zips.add(path);
    else directories.add(path);
  }
  return { directories: [...directories], zips };
}

/** Directories that builds write to: `cp x bin` copies into the directory even if it does not exist yet. */
function builtPlaces(programs: readonly MovedProgram[], { commands }: BuildEvidence): ReadonlySet<string> {
  const outputs = commands.flatMap(({ output }) => (output === null ? [] : [dirname(output)]));
  return new Set([...outputs, ...packagePlaces(programs).directories]);
}
