import type { Items, Lists, Numbers, Texts } from '@lambdazip/core/internal';
import { type Catalog, entry, mebibytes } from '@lambdazip/core/internal';

/** The args of each code. */
export interface SplitArgs {
  /** `maxSize` and the sizes are bytes: those of an archive with only this handler. */
  'split-handler-too-large': Numbers<'maxSize'> &
    Items<'oversized', { readonly handler: string; readonly archive: string; readonly size: number }>;
  /** Sizes are bytes: `size` that of the archive, unzipped, `programSize` that of the program of all `handlers`. */
  'split-program-shared': Texts<'archive'> & Numbers<'size' | 'programSize' | 'maxSize'> & Lists<'handlers'>;
  'split-manifest-form': Texts<'file' | 'reason'>;
  'split-wildcard-expanded': Texts<'wildcard' | 'archive'> & Lists<'handlers'>;
}

const mostHandlers = 5;

function shortList(handlers: readonly string[]): string {
  const more = handlers.length - mostHandlers;
  return `${handlers.slice(0, mostHandlers).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Findings of `split`. */
export const splitCatalog: Catalog<SplitArgs> = {
  'split-handler-too-large': entry(
    'work',
    ({ oversized, maxSize }) =>
      `an archive with only ${oversized.map(({ handler, size }) => `${handler} (${mebibytes(size)})`).join(' or ')} is larger than ${mebibytes(maxSize)}`,
    () => 'Pass a larger `--max-size`, or make the program smaller. Nothing was written.',
  ),
  'split-program-shared': entry(
    'work',
    ({ archive, size, programSize, maxSize, handlers }) =>
      `archive ${archive} of ${mebibytes(size)} is larger than ${mebibytes(maxSize)} and cannot be divided: its ${handlers.length} handlers (${shortList(handlers)}) share one program of ${mebibytes(programSize)}`,
    () =>
      'Move handlers into archives of their own under `archives`, so that each program contains fewer, or run `lambdazip size` to compare the layouts. Nothing was written.',
  ),
  'split-manifest-form': entry(
    'manifest',
    ({ file, reason }) => `cannot divide the archives in ${file}: ${reason}`,
    () =>
      'Write out the archives and their handlers without aliases, or divide them by hand. Nothing was written.',
  ),
  'split-wildcard-expanded': entry(
    'advice',
    ({ wildcard, archive, handlers }) =>
      `wildcard ${wildcard} of archive ${archive} is replaced by its ${handlers.length} handlers, which are in several archives now`,
    () => 'Add new handlers to an archive by hand: the wildcard no longer finds them.',
  ),
};
