import { entry } from './catalog-entry.js';

/** What can be wrong with the entries of an archive that is to be written. */
export const archiveCatalog = {
  'archive-name-invalid': entry<{ name: string; reason: string }>(
    'call',
    ({ name, reason }) => `${JSON.stringify(name)} cannot be a path in an archive: ${reason}`,
    () => 'Use a relative path of printable ASCII characters without spaces, with `/` between its parts.',
  ),
  'archive-name-collision': entry<{ name: string; other: string }>(
    'call',
    ({ name, other }) =>
      name === other
        ? `two entries are called ${JSON.stringify(name)}`
        : `${JSON.stringify(name)} and ${JSON.stringify(other)} cannot stand in one archive`,
    () =>
      'Names must differ in more than case, since some hosts unpack them to one file, and no name may be the directory of another.',
  ),
  'archive-mode-invalid': entry<{ name: string; mode: number }>(
    'call',
    ({ name, mode }) => `the mode of ${JSON.stringify(name)} is 0${mode.toString(8)}`,
    () => 'Archive format 1 has the modes 0755 and 0644 alone.',
  ),
  'archive-level-invalid': entry<{ level: number }>(
    'call',
    ({ level }) => `the compression level ${level} is not a whole number from 1 to 9`,
    () => 'Leave it out for level 6.',
  ),
  'archive-too-large': entry<{ what: string }>(
    'call',
    ({ what }) => `the archive cannot be written without zip64: ${what}`,
    () => 'Lambda takes 250 MB unzipped at the most; spread the handlers over several archives.',
  ),
  'deflate-worker-failed': entry<{ reason: string }>(
    'work',
    ({ reason }) => `a compression worker failed: ${reason}`,
    () =>
      'Most often memory ran out: close other programs, or build fewer archives at once with `--archive`.',
  ),
  'deflate-encoder-unfaithful': entry<{ problems: string }>(
    'defect',
    ({ problems }) => `no deflate encoder gives the canonical bytes here: ${problems}`,
    () => 'Nothing was written. Please report it with the output of `node -p process.versions`.',
  ),
} as const;
