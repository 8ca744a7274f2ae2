import { entry } from './catalog-entry.js';

/** What can go wrong with the machine: its disk, its processes, and the user's own stop. */
export const machineCatalog = {
  'cache-not-writable': entry<{ directory: string; reason: string }>(
    'advice',
    ({ directory, reason }) =>
      `nothing can be kept for the next build: the cache ${directory} cannot be used: ${reason}`,
    () =>
      'Name a directory that can be written with `--cache-dir` or LAMBDAZIP_CACHE_DIR; builds are faster with it.',
  ),
  'cache-entry-damaged': entry<{ path: string }>(
    'advice',
    ({ path }) => `${path} was damaged: what it held was made anew`,
    () =>
      'Nothing needs to be done; if it comes back, look at the disk, or at what else writes to the cache directory.',
  ),
  'cache-unusable': entry<{ directory: string; reason: string }>(
    'machine',
    ({ directory, reason }) => `the cache ${directory} cannot be used: ${reason}`,
    () => 'Run the build again; if it comes back, remove that directory or name another with `--cache-dir`.',
  ),
  'output-not-writable': entry<{ path: string; reason: string }>(
    'machine',
    ({ path, reason }) => `${path} cannot be written: ${reason}`,
    () => 'Mend the permissions, or name another directory with `--out-dir`. What stood there is unchanged.',
  ),
  'disk-full': entry<{ path: string }>(
    'work',
    ({ path }) => `there is no room on the disk for ${path}`,
    () =>
      'Make room (`lambdazip cache clear` and `go clean -cache` help) and run it again. Older archives are whole.',
  ),
  'output-write-failed': entry<{ path: string; reason: string }>(
    'work',
    ({ path, reason }) => `${path} could not be written: ${reason}`,
    () =>
      'Run it again; if it comes back, look at the disk. Each archive there is whole, an older or a new one.',
  ),
  'lock-lost': entry<{ path: string }>(
    'work',
    ({ path }) => `this run stood still for so long that another one took over its lock ${path}`,
    () => 'Run it again.',
  ),
  'process-output-too-large': entry<{ program: string; limit: number }>(
    'work',
    ({ program, limit }) => `${program} wrote more than ${limit / 1024 / 1024} MiB to its standard output`,
    () => 'Run the program by hand to see what it writes; nothing of that size is expected.',
  ),
  'program-not-started': entry<{ program: string; reason: string }>(
    'machine',
    ({ program, reason }) => `${program} cannot be started: ${reason}`,
    () => 'Run it by hand to see the same; check its permissions, and the PATH of this shell.',
  ),
  'working-directory-missing': entry<{ reason: string }>(
    'machine',
    ({ reason }) => `the working directory cannot be found: ${reason}`,
    () => 'It was removed or moved: change to a directory that exists, or name one with `-C`.',
  ),
  'file-system-failed': entry<{ path: string; reason: string }>(
    'machine',
    ({ path, reason }) => `${path} cannot be used: ${reason}`,
    () => 'Check that the path is right, its permissions and those of the directories above it.',
  ),
  'directory-unreadable': entry<{ directory: string; reason: string }>(
    'advice',
    ({ directory, reason }) => `the directory ${directory} was skipped: ${reason}`,
    () => 'If it holds templates, build files or Go code, make it readable and run the command again.',
  ),
  interrupted: entry<{ by: string }>(
    'interrupt',
    ({ by }) => `stopped by ${by}`,
    () => 'Nothing was left half-done; run it again when you like.',
  ),
  unexpected: entry<{ message: string }>(
    'defect',
    ({ message }) => `something unexpected happened: ${message}`,
    () => 'Please report it, with the command, the manifest and this message.',
  ),
} as const;
