import { defaultMaxSize, quotas } from '../lambda/quotas.js';
import { distribute } from './distribute.js';
import { isDivisible } from './measure.js';
import type { ArchiveSize, LayoutSize, MeasuredLayout, SizeAdvice, SizeQuotas } from './size-report.js';

/**
 * What to do about the sizes of the archives as they are. A layout with no more archives comes first, since functions and
 * their deployment stay as they are; a split is next.
 */
export function adviceFor(archives: readonly ArchiveSize[], layouts: readonly LayoutSize[]): SizeAdvice {
  const over = (['unzippedSize', 'size'] as const).find((quota) => exceeds(archives, quota));
  if (over === undefined) return { kind: 'keep', reason: 'fits' };
  const others = layouts
    .filter((each): each is MeasuredLayout => each.outcome === 'measured' && !each.isCurrent)
    .filter((each) => !exceeds(each.archives, over))
    .sort((a, b) => a.size - b.size);
  const compact = others.find((each) => each.archives.length <= archives.length);
  if (compact !== undefined) return { kind: 'layout', layout: compact.layout, over };
  if (over === 'size') return { kind: 'keep', reason: 'upload' };
  const split = splitCount(archives);
  if (split !== undefined) return { kind: 'split', archives: split, maxSize: defaultMaxSize };
  const [smallest] = others;
  if (smallest !== undefined) return { kind: 'layout', layout: smallest.layout, over };
  return { kind: 'none', handlers: largeHandlers(archives) };
}

function exceeds(archives: readonly ArchiveSize[], quota: keyof SizeQuotas): boolean {
  return archives.some(({ over }) => over.includes(quota));
}

/** The number of archives after a split; undefined if it cannot bring each of them below the quota. */
function splitCount(archives: readonly ArchiveSize[]): number | undefined {
  let count = 0;
  for (const archive of archives) {
    if (archive.unzippedSize <= defaultMaxSize) {
      count += 1;
      continue;
    }
    if (!isDivisible(archive)) return undefined;
    const distribution = distribute({
      maxSize: defaultMaxSize,
      baseSize: baseSizeOf(archive),
      archives: [archive],
      newName: (index) => `${archive.name}-${index + 1}`,
    });
    if (distribution.kind === 'too-large') return undefined;
    count += distribution.archives.length;
  }
  return count;
}

/** The size of an archive without its programs. */
export function baseSizeOf({ handlers, unzippedSize }: ArchiveSize): number {
  const programs = new Map(handlers.map(({ entry, size }) => [entry, size]));
  return [...programs.values()].reduce((rest, size) => rest - size, unzippedSize);
}

function largeHandlers(archives: readonly ArchiveSize[]): string[] {
  return archives.flatMap((archive) =>
    archive.handlers
      .filter(({ size }) => baseSizeOf(archive) + size > quotas.unzippedSize)
      .map(({ handler }) => handler),
  );
}
