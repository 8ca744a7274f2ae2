import { segmentsOf } from '@lambdazip/core/internal';

/** Output directories of tools: they occur in Handlers, but do not identify the source. */
const outputNames: ReadonlySet<string> = new Set([
  'bin',
  '.bin',
  'build',
  '.build',
  '_build',
  'dist',
  'out',
  'output',
  'target',
  'release',
  'artifact',
  'artifacts',
  '.aws-sam',
  'zip',
  'zips',
]);

/** Directories that contain programs: they occur in the source, but do not identify the function. */
const containerNames: ReadonlySet<string> = new Set([
  'cmd',
  'cmds',
  'src',
  'functions',
  'function',
  'funcs',
  'func',
  'lambdas',
  'lambda',
  'handlers',
  'handler',
  'internal',
  'pkg',
  'go',
]);

/**
 * The segments of a path that identify the program: all except {@link outputNames} and containers. The last one is always
 * kept.
 */
export function tellingSegments(path: string): readonly string[] {
  const segments = segmentsOf(path);
  return segments.filter(
    (segment, index) =>
      index === segments.length - 1 || !(outputNames.has(segment) || containerNames.has(segment)),
  );
}

/** Whether a name is that of an output directory. */
export function isOutputName(name: string): boolean {
  return outputNames.has(name);
}

/** Normalizes `create-order`, `create_order` and `create.order` to the same name. */
export function withoutHyphens(name: string): string {
  return name.replace(/[-_.]/g, '');
}

/** The same in lower case. */
export function folded(name: string): string {
  return withoutHyphens(name).toLowerCase();
}

/** The number of equal segments at the ends of two paths. */
export function commonEnd(
  a: readonly string[],
  b: readonly string[],
  fold: (name: string) => string,
): number {
  let count = 0;
  while (count < a.length && count < b.length) {
    if (fold(a.at(-1 - count) ?? '') !== fold(b.at(-1 - count) ?? '')) break;
    count += 1;
  }
  return count;
}
