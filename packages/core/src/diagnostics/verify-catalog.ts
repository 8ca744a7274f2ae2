import type { Flags, Lists, MaybeTexts, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { trustHelp } from './git-catalog.js';
import { wholeMebibytes } from './sizes.js';

const notLambdazip =
  'It was written by another tool or another release, or changed since. `docs/archive-format.md` has every field.';

/** The commit to check in a verification; null in a build, which records one. */
type Recorded = MaybeTexts<'commit'>;

function unknownCommit(commit: string | null): string {
  return commit === null
    ? 'the provenance has no commit'
    : `the commit ${commit} of the provenance was not checked`;
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

/** Findings of a verification. */
export const verifyCatalog: Catalog<VerifyArgs> = {
  'verify-field': entry(
    'work',
    ({ record, field, entry: name, offset, expected, found, others }) =>
      `the ${field} in the ${record}${name === null ? '' : ` of ${JSON.stringify(name)}`} (byte ${offset}) is ${found}, and archive format 1 has ${expected}${others === 0 ? '' : `; so in ${others} more`}`,
    () => notLambdazip,
  ),
  'verify-damaged': entry(
    'work',
    ({ reason }) => `it is not an archive of format 1 from its first byte to its last: ${reason}`,
    () => notLambdazip,
  ),
  'verify-order': entry(
    'work',
    ({ name, before }) =>
      `${JSON.stringify(name)} stands behind ${JSON.stringify(before)}: entries are not sorted by the bytes of their names`,
    () => notLambdazip,
  ),
  'verify-content': entry(
    'work',
    ({ entry: name, reason }) => `the content of ${JSON.stringify(name)} is damaged: ${reason}`,
    () => 'Transfer or build the file again.',
  ),
  'verify-encoder': entry(
    'work',
    ({ names, level }) =>
      `file bytes deflated by another encoder: zlib at no level gives these bytes; at level ${level}, the nearest, these differ: ${listed(names)}`,
    () =>
      'The files themselves can be taken out and are whole. Stock zlib 1.2 or 1.3, one level for all entries, gives an archive of format 1.',
  ),
  'verify-not-executable': entry(
    'work',
    ({ entry: name, what }) =>
      `the mode of ${JSON.stringify(name)} is 0644, and ${what === 'bootstrap' ? 'a bootstrap' : 'a Go program'} has 0755`,
    () => 'Lambda could not start it. Build the archive again.',
  ),
  'verify-too-large': entry(
    'work',
    ({ file, size, limit }) =>
      `${file} has ${wholeMebibytes(size)}, and Lambda takes ${wholeMebibytes(limit)} unzipped: it is no package of a function`,
    () => 'Name the zip that `lambdazip build` wrote, or that was deployed.',
  ),
  'verify-rebuild-differs': entry(
    'work',
    ({ file, archive }) => `a rebuild of the archive ${archive} does not give the bytes of ${file}`,
    () => 'The differences are listed from the outside in, with their likely causes.',
  ),
  'verify-code-sha256': entry(
    'work',
    ({ found, expected, what }) =>
      `the CodeSha256 of ${what} is ${found}, and what is deployed has ${expected}`,
    () =>
      'Download what is deployed (the URL is in the `Code.Location` of `aws lambda get-function`) and verify that file: it is compared part by part.',
  ),
  'provenance-malformed': entry(
    'work',
    ({ reason }) => `it is no record of lambdazip: ${reason}`,
    () => 'Name the file `<archive>.provenance.json` that the build wrote, or build the archive again.',
  ),
  'provenance-digest': entry(
    'work',
    ({ name, found, expected }) => `the SHA-256 of ${name} is ${found}, and the record says ${expected}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-entries': entry(
    'work',
    ({ name, has }) =>
      has
        ? `${name} is in the archive and not in the record`
        : `${name} is in the record and not in the archive`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-format': entry(
    'work',
    ({ field, claim, found }) =>
      field === 'archive-format'
        ? `the record says archive format ${claim}, and the archive has format ${found}`
        : `the record says compression level ${claim}, and the archive has level ${found}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-module': entry(
    'work',
    ({ module, found, claim }) =>
      `module ${module}: the programs have ${found}, and the record says ${claim}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-toolchain': entry(
    'work',
    ({ program, found, claim }) => `${program} was built with ${found}, and the record says ${claim}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-command': entry(
    'work',
    ({ program, found, claim }) =>
      `${program} was built with ${found}, and the record's commands are: ${claim}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-no-commit': entry(
    'advice',
    ({ directory }) => `the provenance has no commit: the git repository of ${directory} has no commit yet`,
    () => 'Commit first, or leave the provenance out with `--no-provenance`.',
  ),
  'provenance-git-not-found': entry(
    'advice',
    ({ directory, commit }) =>
      `${unknownCommit(commit)}: ${directory} is in a git repository, and git is not on PATH`,
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
    ({ directory, reason, commit }) => `${unknownCommit(commit)}: git fails in ${directory}: ${reason}`,
    () => 'Run `git status` there to see more.',
  ),
  'provenance-tree-unknown': entry(
    'advice',
    ({ commit, reason }) => `whether the files are as in commit ${commit} is unknown: ${reason}`,
    () =>
      'lambdazip runs only filters from your own configuration: define the filter there (`git config --global`), and build again.',
  ),
  'provenance-commit': entry(
    'work',
    ({ commit, reason }) => `the record says commit ${commit}, and ${reason}`,
    () => 'Check out that commit (`git fetch` brings it where it is missing), and verify again.',
  ),
  'provenance-commit-unchecked': entry(
    'advice',
    ({ commit, reason }) => `the commit ${commit} of the record was not checked: ${reason}`,
    () => 'Run it in a clone of the repository.',
  ),
  'provenance-tree-dirty': entry(
    'advice',
    ({ commit }) => `the archive was built from commit ${commit} with changes that are not in it`,
    () => 'Nobody else can rebuild it. Commit, build and deploy again.',
  ),
  'archive-unreadable': entry(
    'call',
    ({ file, reason }) => `${file} cannot be read: ${reason}`,
    () => 'Name a zip file.',
  ),
  'inspect-unknown-file': entry(
    'call',
    ({ file, reason }) => `${file} is neither a zip nor an ELF file: ${reason}`,
    () => 'Name the zip of a function, or a program for Linux.',
  ),
  'provenance-unreadable': entry(
    'call',
    ({ file, reason }) => `the record ${file} cannot be read: ${reason}`,
    () => 'Name the file `<archive>.provenance.json` that the build wrote.',
  ),
  'verify-nothing': entry(
    'call',
    ({ missing }) =>
      missing === 'subject'
        ? 'nothing to verify was named'
        : 'a CodeSha256 is held against a file, a rebuild or a record, and none was named',
    () =>
      'Name a zip, or give `--code-sha256` and `--manifest`; `lambdazip verify --help` has an example of each.',
  ),
  'code-sha256-invalid': entry(
    'call',
    ({ value }) =>
      `${JSON.stringify(value)} is no CodeSha256: that is 44 characters of base64, ending in \`=\``,
    () =>
      'Take it from `aws lambda get-function --function-name NAME --query Configuration.CodeSha256 --output text`.',
  ),
  'verify-archive-ambiguous': entry(
    'call',
    ({ file, names }) =>
      `the manifest has several archives, and ${file} is not the file name of one alone: ${listed(names)}`,
    () => 'Say which one is meant with `--archive`.',
  ),
  'verify-build-failed': entry(
    'machine',
    ({ message }) => `the rebuild failed, so that nothing can be said: ${message}`,
    () => 'Mend what is listed and verify again; `lambdazip build` with the same flags shows the same.',
  ),
  'verify-not-checked': entry(
    'machine',
    ({ message }) => `the file could not be checked to the end: ${message}`,
    () => 'Nothing is said of it. Mend what is listed and verify again.',
  ),
  'verify-modules-modified': entry(
    'machine',
    ({ output }) => `modules on this machine are not what go.sum says: ${output}`,
    () => 'Run `go clean -modcache`, so that go downloads and checks them again.',
  ),
};

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
