import { isWithin, place } from '@lambdazip/core/internal';
import { basename, dirname } from 'pathe';
import type { BuildCommand, FileCommand } from '../../evidence/build-command.js';
import { compileGlob, escapeGlob, matchesGlob } from '../../evidence/glob.js';
import type { Product } from './build-lines.js';

/** The path of programs from the build lines to their use. */
export interface Flow {
  readonly products: readonly Product[];
  readonly files: readonly FileCommand[];
}

/** A program at some path, and the copies that brought it there, in order. */
export interface Arrival {
  readonly product: Product;
  readonly copies: readonly FileCommand[];
}

/** A line that writes a path, and the programs it puts there. */
interface Writer {
  readonly by: BuildCommand | FileCommand;
  readonly arrivals: readonly Arrival[];
}

/** Longer chains of copies, and cycles, are not followed. */
const deepest = 6;
/** Steps of one search, so that no input can keep it going forever. */
const searchLimit = 5000;

/**
 * The programs that can be at a path.
 *
 * @param reader the line that reads the path, which sees the last program built before it if a file builds several to the
 * same path; null for a reader after all of them
 */
export function programsAt(path: string, reader: FileCommand | null, flow: Flow): readonly Arrival[] {
  let left = searchLimit;
  return search(path, reader, 0);

  function search(at: string, by: FileCommand | null, depth: number): readonly Arrival[] {
    left -= 1;
    if (depth > deepest || left < 0) return [];
    const writers: Writer[] = flow.products
      .filter((product) => product.path === at)
      .map((product) => ({ by: product.command, arrivals: [{ product, copies: [] }] }));
    for (const copy of flow.files) {
      if (copy.kind !== 'copy' || copy === by) continue;
      const arrivals = originsOf(copy, at)
        .flatMap((origin) => search(origin, copy, depth + 1))
        .map(({ product, copies }) => ({ product, copies: [...copies, copy] }));
      if (arrivals.length > 0) writers.push({ by: copy, arrivals });
    }
    return visible(writers, by, flow).flatMap(({ arrivals }) => arrivals);
  }
}

/** The programs that a command packages, each with its path. */
export function packedPrograms(
  zip: FileCommand,
  flow: Flow,
): readonly (Arrival & { readonly path: string })[] {
  const written = new Set([
    ...flow.products.filter(({ isSupposed }) => !isSupposed).map(({ path }) => path),
    ...flow.files.filter(({ kind }) => kind === 'copy').flatMap(destinationsOf),
  ]);
  return zip.from.flatMap((from) => {
    const paths = [...new Set([place(from), ...written])].filter((path) => covers(from, path)).sort();
    return paths.flatMap((path) => programsAt(path, zip, flow).map((arrival) => ({ ...arrival, path })));
  });
}

/** Of several writers of one path, those visible to a line: the last one before it, if its own target has one. */
function visible(writers: readonly Writer[], reader: FileCommand | null, flow: Flow): readonly Writer[] {
  if (reader === null) return writers;
  const before = writers.filter(({ by }) => isSameScope(by, reader) && lineOf(by) <= lineOf(reader));
  const line = Math.max(...before.map(({ by }) => lineOf(by)));
  const last = before.filter(({ by }) => lineOf(by) === line);
  if (last.length === 0) return writers;
  // All iterations of a loop have the same line number: the first one packaged is the first one built.
  const turns = flow.files.filter(
    (each) => each.kind === reader.kind && isSameScope(each, reader) && lineOf(each) === lineOf(reader),
  );
  const own = last[turns.indexOf(reader)];
  return last.length > 1 && turns.length === last.length && own !== undefined ? [own] : last;
}

function isSameScope(a: BuildCommand | FileCommand, b: FileCommand): boolean {
  return a.location.file === b.location.file && a.target === b.target;
}

function lineOf({ location }: BuildCommand | FileCommand): number {
  return location.line ?? 0;
}

/** The possible source paths of the file that a copy wrote to `path`. */
function originsOf(copy: FileCommand, path: string): readonly string[] {
  const to = place(copy.to);
  return copy.from.flatMap((written) => {
    const from = place(written.replace(/\/\.$/, ''));
    const name = basename(from);
    if (name.includes('*')) {
      const source = place(dirname(from), basename(path));
      return place(dirname(path)) === to && covers(from, source) ? [source] : [];
    }
    const origins: string[] = [];
    if (path === to && !copy.to.endsWith('/')) origins.push(from);
    if (path === place(to, name)) origins.push(from);
    // Directories: whether the directory itself or its content is copied depends on whether the destination exists.
    if (path !== to && isWithin(path, to)) {
      const rest = to === '.' ? path : path.slice(to.length + 1);
      origins.push(place(from, rest));
      if (rest.startsWith(`${name}/`)) origins.push(place(from, rest.slice(name.length + 1)));
    }
    return origins;
  });
}

function destinationsOf(copy: FileCommand): readonly string[] {
  const inside = copy.from.map((from) => place(copy.to, basename(place(from))));
  return copy.to.endsWith('/') ? inside : [place(copy.to), ...inside];
}

/** Whether an argument of a command is a file, its directory, or a pattern that matches it. */
function covers(from: string, path: string): boolean {
  const name = place(from);
  if (!name.includes('*')) return isWithin(path, name);
  const wanted = name.split('/');
  const segments = path.split('/');
  return (
    wanted.length <= segments.length &&
    wanted.every((pattern, index) => {
      const glob = compileGlob(pattern.split('*').map(escapeGlob).join('*'));
      return matchesGlob(glob, segments[index] ?? '');
    })
  );
}
