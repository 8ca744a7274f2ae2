import { join } from 'pathe';

/** Joins path segments below the project root, without a trailing `/`; the root itself is `.`. */
export function place(...parts: readonly string[]): string {
  const joined = join(...parts).replace(/\/+$/, '');
  return joined === '' ? '.' : joined;
}

/** The segments of a path; empty for the root. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/** Whether a path is a directory or below it. */
export function isWithin(path: string, directory: string): boolean {
  if (directory === '.') return path !== '..' && !path.startsWith('../');
  return path === directory || path.startsWith(`${directory}/`);
}

/** A directory and all its ancestors, the root last. */
export function withAncestors(directory: string): readonly string[] {
  const segments = segmentsOf(directory);
  return [...segments.map((_, index) => segments.slice(0, segments.length - index).join('/')), '.'];
}

/** `./a` of `a`. */
export function dotted(path: string): string {
  return /^\.{1,2}(\/|$)/.test(path) ? path : `./${path}`;
}
