import type { Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

/** The args of each code. */
export interface GitArgs {
  'git-not-found': Texts<'directory' | 'unknown' | 'instead'>;
  'git-refused': Texts<'unknown' | 'instead' | 'repository' | 'reason'>;
  'git-failed': Texts<'directory' | 'unknown' | 'instead' | 'reason'>;
}

/** What a command reports that cannot go on without git's answer. */
export const gitCatalog: Catalog<GitArgs> = {
  'git-not-found': entry(
    'machine',
    ({ directory, unknown }) => `${directory} is in a git repository, and git is not on PATH: ${unknown}`,
    ({ instead }) => sentences('Install git, or add its directory to PATH.', instead),
  ),
  'git-refused': entry(
    'machine',
    ({ unknown, repository, reason }) =>
      `git does not trust the repository ${repository} (${reason}): ${unknown}`,
    ({ repository, instead }) => sentences(trustHelp(repository), instead),
  ),
  'git-failed': entry(
    'machine',
    ({ directory, unknown, reason }) => `git fails in ${directory} (${reason}): ${unknown}`,
    ({ instead }) => sentences('Run `git status` there to see more.', instead),
  ),
};

export function trustHelp(repository: string): string {
  return `If you trust whoever owns it, run \`git config --global --add safe.directory ${quoted(repository)}\`.`;
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** As a shell takes it: the path of an unpacked project is not the user's own words. */
function quoted(path: string): string {
  return /^[\w./:@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
