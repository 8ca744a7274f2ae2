import type { Items, Lists, Numbers, Texts } from '@lambdazip/core/internal';
import { type Catalog, entry, mebibytes } from '@lambdazip/core/internal';

/** The args of each code. */
export interface SplitArgs {
  /** `maxSize` and the sizes are bytes: those of an archive with only this handler. */
  'split-handler-too-large': Numbers<'maxSize'> &
    Items<'oversized', { readonly handler: string; readonly archive: string; readonly size: number }>;
  'split-manifest-form': Texts<'file' | 'reason'>;
  'split-wildcard-expanded': Texts<'wildcard' | 'archive'> & Lists<'handlers'>;
}

/** Findings of `split`. */
export const splitCatalog: Catalog<SplitArgs> = {
  'split-handler-too-large': entry(
    'work',
    ({ oversized, maxSize }) =>
      `an archive with only ${oversized.map(({ handler, size }) => `${handler} (${mebibytes(size)})`).join(' or ')} is larger than ${mebibytes(maxSize)}`,
    () => 'Pass a larger `--max-size`, or make the program smaller. Nothing was written.',
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
