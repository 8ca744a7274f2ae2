import { segmentsOf } from '@lambdazip/core/internal';

/** Directories that tools write to: they stand in a Handler, and say nothing about the source. */
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

/** Directories that hold programs: they stand in the source, and say nothing about the function. */
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

/** The parts of a path that name what it is about: all but those of {@link outputNames} and containers. The last stays. */
export function tellingSegments(path: string): readonly string[] {
  const segments = segmentsOf(path);
  return segments.filter(
    (segment, index) =>
      index === segments.length - 1 || !(outputNames.has(segment) || containerNames.has(segment)),
  );
}

/** Whether a name is that of a directory that tools write to. */
export function isOutputName(name: string): boolean {
  return outputNames.has(name);
}

/** `create-order`, `create_order` and `create.order` as one. */
export function withoutHyphens(name: string): string {
  return name.replace(/[-_.]/g, '');
}

/** The same, in lower case. */
export function folded(name: string): string {
  return withoutHyphens(name).toLowerCase();
}

/** How many segments two paths have in common at their ends. */
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
