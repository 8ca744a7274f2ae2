import type { MaybeTexts, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

/** What git is needed for: the changes since a revision, or whether it could restore the files that will change. */
type Wanted = OneOf<'wanted', 'changes' | 'originals'> & MaybeTexts<'revision'>;

function unknown({ wanted, revision }: Wanted): string {
  return wanted === 'changes'
    ? `what was changed since ${revision} is not known`
    : 'whether it could restore the files to be changed is not known';
}

const instead = {
  changes: 'Or build everything.',
  originals: 'Or write with `--force`, which keeps a copy of each changed file.',
} as const;

/** The args of each code. */
export interface GitArgs {
  'git-not-found': Texts<'directory'> & Wanted;
  'git-refused': Texts<'repository' | 'reason'> & Wanted;
  'git-failed': Texts<'directory' | 'reason'> & Wanted;
}

/** Errors of commands that cannot continue without git. */
export const gitCatalog: Catalog<GitArgs> = {
  'git-not-found': entry(
    'machine',
    ({ directory, ...values }) =>
      `${directory} is in a git repository, and git is not on PATH: ${unknown(values)}`,
    ({ wanted }) => sentences('Install git, or add its directory to PATH.', instead[wanted]),
  ),
  'git-refused': entry(
    'machine',
    ({ repository, reason, ...values }) =>
      `git does not trust the repository ${repository} (${reason}): ${unknown(values)}`,
    ({ repository, wanted }) => sentences(trustHelp(repository), instead[wanted]),
  ),
  'git-failed': entry(
    'machine',
    ({ directory, reason, ...values }) => `git fails in ${directory} (${reason}): ${unknown(values)}`,
    ({ wanted }) => sentences('Run `git status` there to see more.', instead[wanted]),
  ),
};

export function trustHelp(repository: string): string {
  return `If you trust whoever owns it, run \`git config --global --add safe.directory ${quoted(repository)}\`.`;
}

function sentences(...parts: readonly string[]): string {
  return parts.join(' ');
}

/** Quotes a path for a shell: the path of an unpacked project is untrusted. */
function quoted(path: string): string {
  return /^[\w./:@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
