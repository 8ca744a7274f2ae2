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

/** Errors and warnings about the environment: disks, processes, and interruption by the user. */
export const machineCatalog: Catalog<MachineArgs> = {
  'cache-not-writable': entry(
    'advice',
    ({ directory, reason }) =>
      `using a temporary cache: cannot use the cache directory ${directory}: ${reason}`,
    () => 'To speed up later builds, set `--cache-dir` or LAMBDAZIP_CACHE_DIR to a writable directory.',
  ),
  'cache-not-kept': entry(
    'advice',
    () => 'using a temporary cache: neither HOME nor a cache directory is set',
    () => 'To speed up later builds, set HOME, `--cache-dir` or LAMBDAZIP_CACHE_DIR.',
  ),
  'cache-directory-unknown': entry(
    'machine',
    () => 'no cache directory: neither HOME nor a cache directory is set',
    () => 'Set HOME, `--cache-dir` or LAMBDAZIP_CACHE_DIR.',
  ),
  'cache-not-private': entry(
    'machine',
    ({ directory, reason }) => `refusing to use the cache directory ${directory}: ${reason}`,
    () =>
      'Users who can write to the cache can change your builds. Set `--cache-dir` or LAMBDAZIP_CACHE_DIR to a directory of your own, or remove this one.',
  ),
  'cache-entry-damaged': entry(
    'advice',
    ({ path }) => `corrupt cache entry ${path}; rebuilt`,
    () => 'If this persists, check the disk and any other program that writes to the cache directory.',
  ),
  'cache-unusable': entry(
    'machine',
    ({ directory, reason }) => `cannot use the cache directory ${directory}: ${reason}`,
    () =>
      'Try again. If the error persists, remove the directory, or choose a different one with `--cache-dir`.',
  ),
  'output-not-writable': entry(
    'machine',
    ({ path, reason }) => `cannot write ${path}: ${reason}`,
    () =>
      'Fix the permissions, or choose a different directory with `--out-dir`. Existing files are unchanged.',
  ),
  'output-not-restored': entry(
    'work',
    ({ files, reason }) =>
      `failed to restore the files that an interrupted or failed run replaced: ${listed(files)}: ${reason}`,
    () =>
      'Fix the cause and run lambdazip again: it restores the old files first. Do not deploy these files until then.',
  ),
  'disk-full': entry(
    'work',
    ({ path, reason }) => `cannot write ${path}: ${reason}`,
    ({ setting }) => `Free some disk space, or use a different disk: set ${setting}.`,
  ),
  'output-write-failed': entry(
    'work',
    ({ path, reason }) => `failed to write ${path}: ${reason}`,
    () => 'Try again. If the error persists, check the disk. Existing files are unchanged.',
  ),
  'lock-lost': entry(
    'work',
    ({ path }) => `lost the lock ${path} to another process: this one was suspended for too long`,
    () => 'Run the command again.',
  ),
  'process-output-too-large': entry(
    'work',
    ({ program, limit }) => `${program} wrote more than ${limit / 1024 / 1024} MiB to standard output`,
    () => 'Run the program by hand to see what it prints.',
  ),
  'program-not-started': entry(
    'machine',
    ({ program, reason }) => `cannot start ${program}: ${reason}`,
    () => 'Check its permissions and your PATH, and run it by hand to reproduce the error.',
  ),
  'working-directory-missing': entry(
    'machine',
    ({ reason }) => `cannot find the working directory: ${reason}`,
    () => 'Change to a directory that exists, or pass one with `-C`.',
  ),
  'file-system-failed': entry(
    'machine',
    ({ path, reason }) => `cannot access ${path}: ${reason}`,
    () => 'Check the path, its permissions, and those of its parent directories.',
  ),
  'directory-unreadable': entry(
    'advice',
    ({ directory, reason }) => `skipped the directory ${directory}: ${reason}`,
    () => 'If it contains templates, build files or Go code, make it readable and run the command again.',
  ),
  interrupted: entry('interrupt', ({ by }) => `interrupted by ${by}`),
  unexpected: entry(
    'defect',
    ({ message }) => `internal error: ${message}`,
    () =>
      'This is a bug in lambdazip. Run the command again with LAMBDAZIP_TRACE=1 and report the output as an issue.',
  ),
};
