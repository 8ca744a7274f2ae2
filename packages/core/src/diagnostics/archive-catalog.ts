import type { Lists, MaybeTexts, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

/** The args of each code. */
export interface ArchiveArgs {
  'archive-name-invalid': Texts<'name' | 'reason'>;
  'archive-name-collision': Texts<'name' | 'other'>;
  'archive-mode-invalid': Texts<'name'> & Numbers<'mode'>;
  'archive-level-invalid': Numbers<'level'>;
  /** `entry` is null if the archive as a whole is too large. */
  'archive-too-large': MaybeTexts<'entry'> & OneOf<'unit', 'bytes' | 'entries'> & Numbers<'found' | 'limit'>;
  'deflate-worker-failed': Texts<'reason'>;
  'deflate-encoder-unfaithful': Lists<'problems'>;
}

/** Errors in writing an archive: in its entries, and in compressing them. */
export const archiveCatalog: Catalog<ArchiveArgs> = {
  'archive-name-invalid': entry(
    'call',
    ({ name, reason }) => `${JSON.stringify(name)} is not a valid path in an archive: ${reason}`,
    () => 'Use a relative path of printable ASCII characters, without spaces and with `/` as separator.',
  ),
  'archive-name-collision': entry(
    'call',
    ({ name, other }) =>
      name === other
        ? `two entries are named ${JSON.stringify(name)}`
        : `${JSON.stringify(name)} and ${JSON.stringify(other)} cannot be in the same archive`,
    () =>
      'Rename one of them: names must differ in more than case, and a name cannot be the directory of another.',
  ),
  'archive-mode-invalid': entry(
    'call',
    ({ name, mode }) => `mode of ${JSON.stringify(name)}: expected 0644 or 0755, found 0${mode.toString(8)}`,
  ),
  'archive-level-invalid': entry(
    'call',
    ({ level }) => `compression level: expected a whole number from 1 to 9, found ${level}`,
  ),
  'archive-too-large': entry(
    'call',
    ({ entry: name, unit, found }) =>
      `cannot write the archive without zip64: ${name === null ? 'it would have' : `${JSON.stringify(name)} has`} ${found} ${unit}`,
    () => 'Split the handlers into several archives. Lambda accepts up to 250 MB unzipped.',
  ),
  'deflate-worker-failed': entry(
    'work',
    ({ reason }) => `compression worker failed: ${reason}`,
    () => 'If memory ran out, close other programs, or build fewer archives at a time with `--archive`.',
  ),
  'deflate-encoder-unfaithful': entry(
    'defect',
    ({ problems }) => `no deflate encoder produces the canonical bytes: ${problems.join('; ')}`,
    () => 'Nothing was written. Report this bug with the output of `node -p process.versions`.',
  ),
};
