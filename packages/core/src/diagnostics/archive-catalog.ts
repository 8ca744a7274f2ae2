import type { Lists, MaybeTexts, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

/** The args of each code. */
export interface ArchiveArgs {
  'archive-name-invalid': Texts<'name' | 'reason'>;
  'archive-name-collision': Texts<'name' | 'other'>;
  'archive-mode-invalid': Texts<'name'> & Numbers<'mode'>;
  'archive-level-invalid': Numbers<'level'>;
  /** `entry` is null if it is the whole archive that is too large. */
  'archive-too-large': MaybeTexts<'entry'> & OneOf<'unit', 'bytes' | 'entries'> & Numbers<'found' | 'limit'>;
  'deflate-worker-failed': Texts<'reason'>;
  'deflate-encoder-unfaithful': Lists<'problems'>;
}

/** What can be wrong with the entries of an archive that is to be written. */
export const archiveCatalog: Catalog<ArchiveArgs> = {
  'archive-name-invalid': entry(
    'call',
    ({ name, reason }) => `${JSON.stringify(name)} cannot be a path in an archive: ${reason}`,
    () => 'Use a relative path of printable ASCII characters without spaces, with `/` between its parts.',
  ),
  'archive-name-collision': entry(
    'call',
    ({ name, other }) =>
      name === other
        ? `two entries are called ${JSON.stringify(name)}`
        : `${JSON.stringify(name)} and ${JSON.stringify(other)} cannot stand in one archive`,
    () =>
      'Names must differ in more than case, since some hosts unpack them to one file, and no name may be the directory of another.',
  ),
  'archive-mode-invalid': entry(
    'call',
    ({ name, mode }) => `the mode of ${JSON.stringify(name)} is 0${mode.toString(8)}`,
    () => 'Archive format 1 has the modes 0755 and 0644 alone.',
  ),
  'archive-level-invalid': entry(
    'call',
    ({ level }) => `the compression level ${level} is not a whole number from 1 to 9`,
    () => 'Leave it out for level 6.',
  ),
  'archive-too-large': entry(
    'call',
    ({ entry: name, unit, found }) =>
      `the archive cannot be written without zip64: ${name === null ? 'it would have' : `${JSON.stringify(name)} has`} ${found} ${unit}`,
    () => 'Lambda takes 250 MB unzipped at the most; spread the handlers over several archives.',
  ),
  'deflate-worker-failed': entry(
    'work',
    ({ reason }) => `a compression worker failed: ${reason}`,
    () =>
      'Most often memory ran out: close other programs, or build fewer archives at once with `--archive`.',
  ),
  'deflate-encoder-unfaithful': entry(
    'defect',
    ({ problems }) => `no deflate encoder gives the canonical bytes here: ${problems.join('; ')}`,
    () => 'Nothing was written. Please report it with the output of `node -p process.versions`.',
  ),
};
