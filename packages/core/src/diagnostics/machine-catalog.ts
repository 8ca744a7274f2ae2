import type { Lists, None, Numbers, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

const listed = (paths: readonly string[]): string =>
  paths.length > 5 ? `${paths.slice(0, 5).join(', ')} and ${paths.length - 5} more` : paths.join(', ');

/** The args of each code. */
export interface MachineArgs {
  'cache-not-writable': Texts<'directory' | 'reason'>;
  'cache-not-kept': None;
  'cache-directory-unknown': None;
  'cache-not-private': Texts<'directory' | 'reason'>;
  'cache-entry-damaged': Texts<'path'>;
  'cache-unusable': Texts<'directory' | 'reason'>;
  'output-not-writable': Texts<'path' | 'reason'>;
  'output-not-restored': Lists<'files'> & Texts<'reason'>;
  'disk-full': Texts<'path' | 'setting' | 'reason'>;
  'output-write-failed': Texts<'path' | 'reason'>;
  'lock-lost': Texts<'path'>;
  'process-output-too-large': Texts<'program'> & Numbers<'limit'>;
  'program-not-started': Texts<'program' | 'reason'>;
  'working-directory-missing': Texts<'reason'>;
  'file-system-failed': Texts<'path' | 'reason'>;
  'directory-unreadable': Texts<'directory' | 'reason'>;
  interrupted: Texts<'by'>;
  unexpected: Texts<'message'>;
}

/** Errors of the environment, such as disks and processes; interruptions; internal errors. */
export const machineCatalog: Catalog<MachineArgs> = {
  'cache-not-writable': entry(
    'advice',
    ({ directory, reason }) =>
      `nothing can be kept for the next build: the cache ${directory} cannot be used: ${reason}`,
    () =>
      'Name a directory that can be written with `--cache-dir` or LAMBDAZIP_CACHE_DIR; builds are faster with it.',
  ),
  'cache-not-kept': entry(
    'advice',
    () => 'nothing is kept for the next build: HOME is not set, and no cache directory is named',
    () =>
      'Set HOME, or name a directory with `--cache-dir` or LAMBDAZIP_CACHE_DIR; builds are faster with it.',
  ),
  'cache-directory-unknown': entry(
    'machine',
    () => 'no cache directory: HOME is not set, and no directory is named',
    () => 'Set HOME, or name the directory with `--cache-dir` or LAMBDAZIP_CACHE_DIR.',
  ),
  'cache-not-private': entry(
    'machine',
    ({ directory, reason }) => `the cache ${directory} is not used: ${reason}`,
    () =>
      'Whoever can write to a cache can change what is built. Name a directory of your own with `--cache-dir` or LAMBDAZIP_CACHE_DIR, or remove this one.',
  ),
  'cache-entry-damaged': entry(
    'advice',
    ({ path }) => `${path} was damaged: what it held was made anew`,
    () =>
      'Nothing needs to be done; if it comes back, look at the disk, or at what else writes to the cache directory.',
  ),
  'cache-unusable': entry(
    'machine',
    ({ directory, reason }) => `the cache ${directory} cannot be used: ${reason}`,
    () => 'Run the build again; if it comes back, remove that directory or name another with `--cache-dir`.',
  ),
  'output-not-writable': entry(
    'machine',
    ({ path, reason }) => `${path} cannot be written: ${reason}`,
    () =>
      'Fix the permissions, or name a different directory with `--out-dir`. The files that were there are unchanged.',
  ),
  'output-not-restored': entry(
    'work',
    ({ files, reason }) =>
      `files that an interrupted or failed run replaced cannot be put back: ${listed(files)}: ${reason}`,
    () =>
      'Fix what keeps lambdazip from renaming files there and run it again: it puts the old files back first. Do not deploy these files until then.',
  ),
  'disk-full': entry(
    'work',
    ({ path, reason }) => `${path} cannot be written: ${reason}`,
    ({ setting }) => `Free some space there, or use a different disk: ${setting}.`,
  ),
  'output-write-failed': entry(
    'work',
    ({ path, reason }) => `${path} could not be written: ${reason}`,
    () => 'Run it again; if it comes back, check the disk. The files that were there are unchanged.',
  ),
  'lock-lost': entry(
    'work',
    ({ path }) => `this run stood still for so long that another one took over its lock ${path}`,
    () => 'Run it again.',
  ),
  'process-output-too-large': entry(
    'work',
    ({ program, limit }) => `${program} wrote more than ${limit / 1024 / 1024} MiB to its standard output`,
    () => 'Run the program by hand to see what it writes; nothing of that size is expected.',
  ),
  'program-not-started': entry(
    'machine',
    ({ program, reason }) => `${program} cannot be started: ${reason}`,
    () => 'Run it by hand to see the same; check its permissions, and the PATH of this shell.',
  ),
  'working-directory-missing': entry(
    'machine',
    ({ reason }) => `the working directory cannot be found: ${reason}`,
    () => 'It was removed or moved: change to a directory that exists, or name one with `-C`.',
  ),
  'file-system-failed': entry(
    'machine',
    ({ path, reason }) => `${path} cannot be used: ${reason}`,
    () => 'Check that the path is right, its permissions and those of the directories above it.',
  ),
  'directory-unreadable': entry(
    'advice',
    ({ directory, reason }) => `the directory ${directory} was skipped: ${reason}`,
    () => 'If it holds templates, build files or Go code, make it readable and run the command again.',
  ),
  interrupted: entry(
    'interrupt',
    ({ by }) => `stopped by ${by}`,
    () => 'Nothing was left half-done; run it again when you like.',
  ),
  unexpected: entry(
    'defect',
    ({ message }) => `something unexpected happened: ${message}`,
    () => 'Please report it, with the command, the manifest and this message.',
  ),
};
