import type { Flags, Lists, MaybeTexts, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { trustHelp } from './git-catalog.js';
import { wholeMebibytes } from './sizes.js';

const notCanonical =
  'Build the archive again with `lambdazip build`; docs/archive-format.md describes the format.';

const otherArchive =
  'Pass the provenance file that was written with this archive, or build the archive again.';

/** The commit to check; null when a build failed to record one. */
type Recorded = MaybeTexts<'commit'>;

function unknownCommit(commit: string | null): string {
  return commit === null
    ? 'the provenance has no commit'
    : `did not check commit ${commit} of the provenance`;
}

/** The args of each code. */
export interface VerifyArgs {
  'verify-field': Texts<'record' | 'field' | 'expected' | 'found'> &
    MaybeTexts<'entry'> &
    Numbers<'offset' | 'others'>;
  'verify-damaged': Texts<'reason'>;
  'verify-order': Texts<'name' | 'before'>;
  'verify-content': Texts<'entry' | 'reason'>;
  'verify-encoder': Lists<'names'> & Numbers<'level'>;
  'verify-not-executable': Texts<'entry'> & OneOf<'what', 'bootstrap' | 'go-program'>;
  /** `size` and `limit` are bytes. */
  'verify-too-large': Texts<'file'> & Numbers<'size' | 'limit'>;
  'verify-rebuild-differs': Texts<'file' | 'archive'>;
  'verify-code-sha256': Texts<'found' | 'expected' | 'what'>;
  'provenance-malformed': Texts<'reason'>;
  'provenance-digest': Texts<'name' | 'found' | 'expected'>;
  'provenance-entries': Texts<'name'> & Flags<'has'>;
  'provenance-format': OneOf<'field', 'archive-format' | 'compression-level'> & Numbers<'claim' | 'found'>;
  'provenance-module': Texts<'module' | 'found' | 'claim'>;
  'provenance-toolchain': Texts<'program' | 'found' | 'claim'>;
  'provenance-command': Texts<'program' | 'found' | 'claim'>;
  'provenance-no-commit': Texts<'directory'>;
  'provenance-git-not-found': Texts<'directory'> & Recorded;
  'provenance-git-refused': Texts<'repository' | 'reason'> & Recorded;
  'provenance-git-failed': Texts<'directory' | 'reason'> & Recorded;
  'provenance-tree-unknown': Texts<'commit' | 'reason'>;
  'provenance-commit': Texts<'commit' | 'reason'>;
  'provenance-commit-unchecked': Texts<'commit' | 'reason'>;
  'provenance-tree-dirty': Texts<'commit'>;
  'archive-unreadable': Texts<'file' | 'reason'>;
  'inspect-unknown-file': Texts<'file' | 'reason'>;
  'provenance-unreadable': Texts<'file' | 'reason'>;
  'verify-nothing': OneOf<'missing', 'subject' | 'reference'>;
  'code-sha256-invalid': Texts<'value'>;
  'verify-archive-ambiguous': Texts<'file'> & Lists<'names'>;
  'verify-build-failed': Texts<'message'>;
  'verify-not-checked': Texts<'message'>;
  'verify-modules-modified': Texts<'output'>;
}

/** Findings of `verify`, and the reasons why it cannot verify. */
export const verifyCatalog: Catalog<VerifyArgs> = {
  'verify-field': entry(
    'work',
    ({ record, field, entry: name, offset, expected, found, others }) =>
      `${name === null ? '' : `${JSON.stringify(name)}: `}${field} (${record}, offset ${offset}): expected ${expected}, found ${found}${moreEntries(others)}`,
    () => notCanonical,
  ),
  'verify-damaged': entry(
    'work',
    ({ reason }) => `invalid archive: ${reason}`,
    () => 'Download or build the archive again.',
  ),
  'verify-order': entry(
    'work',
    ({ name, before }) =>
      `entries are not sorted by the bytes of their names: ${JSON.stringify(name)} follows ${JSON.stringify(before)}`,
    () => notCanonical,
  ),
  'verify-content': entry(
    'work',
    ({ entry: name, reason }) => `corrupt content of ${JSON.stringify(name)}: ${reason}`,
    () => 'Download or build the archive again.',
  ),
  'verify-encoder': entry(
    'work',
    ({ names, level }) =>
      `compressed with a different encoder: no level of zlib produces these bytes; at level ${level}, the closest, ${names.length === 1 ? 'this entry differs' : 'these entries differ'}: ${listed(names)}`,
    () =>
      'The file contents are intact. Compress all entries with stock zlib 1.2 or 1.3 at one level, as `lambdazip build` does.',
  ),
  'verify-not-executable': entry(
    'work',
    ({ entry: name, what }) =>
      `mode of ${JSON.stringify(name)}, ${what === 'bootstrap' ? 'a bootstrap' : 'a Go program'}: expected 0755, found 0644`,
    () => 'Build the archive again: Lambda cannot start a file with mode 0644.',
  ),
  'verify-too-large': entry(
    'work',
    ({ file, size, limit }) =>
      `${file} is ${wholeMebibytes(size)}, more than Lambda's limit of ${wholeMebibytes(limit)} unzipped`,
    () => 'Pass the zip that `lambdazip build` wrote or that was deployed.',
  ),
  'verify-rebuild-differs': entry(
    'work',
    ({ file, archive }) => `${file} differs from a rebuild of the archive ${archive}`,
  ),
  'verify-code-sha256': entry(
    'work',
    ({ found, expected, what }) =>
      `CodeSha256 of ${what} does not match the deployed function: expected ${expected}, found ${found}`,
    () =>
      'Download the deployed package (`Code.Location` in the output of `aws lambda get-function`) and verify it to see the differences.',
  ),
  'provenance-malformed': entry(
    'work',
    ({ reason }) => `invalid provenance file: ${reason}`,
    () => 'Pass the file `<archive>.provenance.json` that the build wrote, or build the archive again.',
  ),
  'provenance-digest': entry(
    'work',
    ({ name, found, expected }) =>
      `SHA-256 of ${name} does not match the provenance: expected ${expected}, found ${found}`,
    () => otherArchive,
  ),
  'provenance-entries': entry(
    'work',
    ({ name, has }) =>
      has
        ? `${name} is in the archive, but not in the provenance`
        : `${name} is in the provenance, but not in the archive`,
    () => otherArchive,
  ),
  'provenance-format': entry(
    'work',
    ({ field, claim, found }) =>
      `${field === 'archive-format' ? 'archive format' : 'compression level'} does not match the provenance: expected ${claim}, found ${found}`,
    () => otherArchive,
  ),
  'provenance-module': entry(
    'work',
    ({ module, found, claim }) =>
      `module ${module} does not match the provenance: expected ${claim}, found ${found}`,
    () => otherArchive,
  ),
  'provenance-toolchain': entry(
    'work',
    ({ program, found, claim }) => `${program} was built with ${found}, but the provenance lists ${claim}`,
    () => otherArchive,
  ),
  'provenance-command': entry(
    'work',
    ({ program, found, claim }) =>
      `build of ${program} does not match a command in the provenance: expected ${claim}, found ${found}`,
    () => otherArchive,
  ),
  'provenance-no-commit': entry(
    'advice',
    ({ directory }) => `the provenance has no commit: the git repository of ${directory} has no commits`,
    () => 'Commit first, or build with `--no-provenance`.',
  ),
  'provenance-git-not-found': entry(
    'advice',
    ({ directory, commit }) =>
      `${unknownCommit(commit)}: ${directory} is in a git repository, but git is not on PATH`,
    () => 'Install git, or add its directory to PATH.',
  ),
  'provenance-git-refused': entry(
    'advice',
    ({ repository, reason, commit }) =>
      `${unknownCommit(commit)}: git does not trust the repository ${repository}: ${reason}`,
    ({ repository }) => trustHelp(repository),
  ),
  'provenance-git-failed': entry(
    'advice',
    ({ directory, reason, commit }) => `${unknownCommit(commit)}: git failed in ${directory}: ${reason}`,
    () => 'Run `git status` in that directory for details.',
  ),
  'provenance-tree-unknown': entry(
    'advice',
    ({ commit, reason }) => `cannot determine whether the files match commit ${commit}: ${reason}`,
    () =>
      'lambdazip runs only filters from your own configuration: define the filter with `git config --global` and build again.',
  ),
  'provenance-commit': entry(
    'work',
    ({ commit, reason }) => `the provenance names commit ${commit}, but ${reason}`,
    () => 'Check out that commit (run `git fetch` first if it is missing) and verify again.',
  ),
  'provenance-commit-unchecked': entry(
    'advice',
    ({ commit, reason }) => `did not check commit ${commit} of the provenance: ${reason}`,
    () => 'Run the command in a clone of the repository.',
  ),
  'provenance-tree-dirty': entry(
    'advice',
    ({ commit }) => `the archive was built from commit ${commit} with uncommitted changes`,
    () => 'Commit the changes, then build and deploy again, so that others can rebuild the archive.',
  ),
  'archive-unreadable': entry('call', ({ file, reason }) => `cannot read ${file}: ${reason}`),
  'inspect-unknown-file': entry(
    'call',
    ({ file, reason }) => `cannot read ${file} as a zip or ELF file: ${reason}`,
    () => 'Pass the zip of a function, or a program for Linux.',
  ),
  'provenance-unreadable': entry(
    'call',
    ({ file, reason }) => `cannot read the provenance file ${file}: ${reason}`,
    () => 'Pass the file `<archive>.provenance.json` that the build wrote.',
  ),
  'verify-nothing': entry(
    'call',
    ({ missing }) =>
      missing === 'subject'
        ? 'nothing to verify: pass a zip, or `--code-sha256`'
        : '`--code-sha256` needs a zip, `--manifest` or `--provenance` to compare with',
    () => 'Run `lambdazip verify --help` for examples.',
  ),
  'code-sha256-invalid': entry(
    'call',
    ({ value }) =>
      `invalid CodeSha256 ${JSON.stringify(value)}: expected 44 base64 characters ending in \`=\``,
    () =>
      'Run `aws lambda get-function --function-name NAME --query Configuration.CodeSha256 --output text` to get it.',
  ),
  'verify-archive-ambiguous': entry(
    'call',
    ({ file, names }) => `cannot determine which archive of the manifest ${file} is: ${listed(names)}`,
    () => 'Select one with `--archive`.',
  ),
  'verify-build-failed': entry(
    'machine',
    ({ message }) => `cannot verify: the rebuild failed: ${message}`,
    () => 'Fix the error and verify again. `lambdazip build` with the same flags reproduces it.',
  ),
  'verify-not-checked': entry(
    'machine',
    ({ message }) => `failed to verify the file: ${message}`,
    () => 'Fix the error and verify again.',
  ),
  'verify-modules-modified': entry(
    'machine',
    ({ output }) => `the module cache does not match go.sum: ${output}`,
    () => 'Run `go clean -modcache`, so that go downloads and checks the modules again.',
  ),
};

function moreEntries(others: number): string {
  if (others === 0) return '';
  return ` (also in ${others} more ${others === 1 ? 'entry' : 'entries'})`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
