import type { MaybeTexts, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';

/** What the command needs from git: what changed since a revision, or whether git could restore files. */
type Wanted = OneOf<'wanted', 'changes' | 'originals'> & MaybeTexts<'revision'>;

function unknown({ wanted, revision }: Wanted): string {
  return wanted === 'changes'
    ? `cannot determine what changed since ${revision}`
    : 'cannot determine whether git could restore the files to change';
}

const instead = {
  changes: 'Or build everything.',
  originals: 'Or use `--force`, which keeps a copy of each changed file.',
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
      `${unknown(values)}: ${directory} is in a git repository, but git is not on PATH`,
    ({ wanted }) => sentences('Install git, or add its directory to PATH.', instead[wanted]),
  ),
  'git-refused': entry(
    'machine',
    ({ repository, reason, ...values }) =>
      `${unknown(values)}: git does not trust the repository ${repository}: ${reason}`,
    ({ repository, wanted }) => sentences(trustHelp(repository), instead[wanted]),
  ),
  'git-failed': entry(
    'machine',
    ({ directory, reason, ...values }) => `${unknown(values)}: git failed in ${directory}: ${reason}`,
    ({ wanted }) => sentences('Run `git status` in that directory for details.', instead[wanted]),
  ),
};

export function trustHelp(repository: string): string {
  return `If you trust its owner, run \`git config --global --add safe.directory ${quoted(repository)}\`.`;
}

function sentences(...parts: readonly string[]): string {
  return parts.join(' ');
}

/** Quoted for a shell: the path may come from an untrusted archive. */
function quoted(path: string): string {
  return /^[\w./:@+-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
