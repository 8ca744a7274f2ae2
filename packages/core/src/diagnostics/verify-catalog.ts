import { entry } from './catalog-entry.js';
import { trustHelp } from './git-catalog.js';

const notLambdazip =
  'It was written by another tool or another release, or changed since. `docs/archive-format.md` has every field.';

/** What verifying a file finds. */
export const verifyCatalog = {
  'verify-field': entry<{
    record: string;
    field: string;
    entry: string | null;
    offset: number;
    expected: string;
    found: string;
    others: number;
  }>(
    'work',
    ({ record, field, entry: name, offset, expected, found, others }) =>
      `the ${field} in the ${record}${name === null ? '' : ` of ${JSON.stringify(name)}`} (byte ${offset}) is ${found}, and archive format 1 has ${expected}${others === 0 ? '' : `; so in ${others} more`}`,
    () => notLambdazip,
  ),
  'verify-damaged': entry<{ reason: string }>(
    'work',
    ({ reason }) => `it is not an archive of format 1 from its first byte to its last: ${reason}`,
    () => notLambdazip,
  ),
  'verify-order': entry<{ name: string; before: string }>(
    'work',
    ({ name, before }) =>
      `${JSON.stringify(name)} stands behind ${JSON.stringify(before)}: entries are not sorted by the bytes of their names`,
    () => notLambdazip,
  ),
  'verify-content': entry<{ entry: string; reason: string }>(
    'work',
    ({ entry: name, reason }) => `the content of ${JSON.stringify(name)} is damaged: ${reason}`,
    () => 'Transfer or build the file again.',
  ),
  'verify-encoder': entry<{ names: readonly string[]; level: number }>(
    'work',
    ({ names, level }) =>
      `file bytes deflated by another encoder: zlib at no level gives these bytes; at level ${level}, the nearest, these differ: ${listed(names)}`,
    () =>
      'The files themselves can be taken out and are whole. Stock zlib 1.2 or 1.3, one level for all entries, gives an archive of format 1.',
  ),
  'verify-not-executable': entry<{ entry: string; what: string }>(
    'work',
    ({ entry: name, what }) => `the mode of ${JSON.stringify(name)} is 0644, and ${what} has 0755`,
    () => 'Lambda could not start it. Build the archive again.',
  ),
  'verify-too-large': entry<{ what: string; limit: string }>(
    'work',
    ({ what, limit }) => `${what}, and Lambda takes ${limit}: it is no package of a function`,
    () => 'Name the zip that `lambdazip build` wrote, or that was deployed.',
  ),
  'verify-rebuild-differs': entry<{ file: string; archive: string }>(
    'work',
    ({ file, archive }) => `a rebuild of the archive ${archive} does not give the bytes of ${file}`,
    () => 'The differences are listed from the outside in, with their likely causes.',
  ),
  'verify-code-sha256': entry<{ found: string; expected: string; what: string }>(
    'work',
    ({ found, expected, what }) =>
      `the CodeSha256 of ${what} is ${found}, and what is deployed has ${expected}`,
    () =>
      'Download what is deployed (the URL is in the `Code.Location` of `aws lambda get-function`) and verify that file: it is compared part by part.',
  ),
  'provenance-malformed': entry<{ reason: string }>(
    'work',
    ({ reason }) => `it is no record of lambdazip: ${reason}`,
    () => 'Name the file `<archive>.provenance.json` that the build wrote, or build the archive again.',
  ),
  'provenance-digest': entry<{ name: string; found: string; expected: string }>(
    'work',
    ({ name, found, expected }) => `the SHA-256 of ${name} is ${found}, and the record says ${expected}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-entries': entry<{ name: string; has: boolean }>(
    'work',
    ({ name, has }) =>
      has
        ? `${name} is in the archive and not in the record`
        : `${name} is in the record and not in the archive`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-format': entry<{ claim: string; found: string }>(
    'work',
    ({ claim, found }) => `the record says ${claim}, and the archive has ${found}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-module': entry<{ module: string; found: string; claim: string }>(
    'work',
    ({ module, found, claim }) =>
      `module ${module}: the programs have ${found}, and the record says ${claim}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-toolchain': entry<{ program: string; found: string; claim: string }>(
    'work',
    ({ program, found, claim }) => `${program} was built with ${found}, and the record says ${claim}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-command': entry<{ program: string; found: string; claim: string }>(
    'work',
    ({ program, found, claim }) =>
      `${program} was built with ${found}, and the record's commands are: ${claim}`,
    () => 'The record belongs to another archive, or one of the two was changed.',
  ),
  'provenance-no-commit': entry<{ directory: string }>(
    'advice',
    ({ directory }) => `the provenance has no commit: the git repository of ${directory} has no commit yet`,
    () => 'Commit first, or leave the provenance out with `--no-provenance`.',
  ),
  'provenance-git-not-found': entry<{ directory: string; unknown: string }>(
    'advice',
    ({ directory, unknown }) => `${unknown}: ${directory} is in a git repository, and git is not on PATH`,
    () => 'Install git, or add its directory to PATH.',
  ),
  'provenance-git-refused': entry<{ unknown: string; repository: string; reason: string }>(
    'advice',
    ({ unknown, repository, reason }) =>
      `${unknown}: git does not trust the repository ${repository}: ${reason}`,
    ({ repository }) => trustHelp(repository),
  ),
  'provenance-git-failed': entry<{ directory: string; unknown: string; reason: string }>(
    'advice',
    ({ directory, unknown, reason }) => `${unknown}: git fails in ${directory}: ${reason}`,
    () => 'Run `git status` there to see more.',
  ),
  'provenance-tree-unknown': entry<{ commit: string; reason: string }>(
    'advice',
    ({ commit, reason }) => `whether the files are as in commit ${commit} is unknown: ${reason}`,
    () =>
      'lambdazip runs only filters from your own configuration: define the filter there (`git config --global`), and build again.',
  ),
  'provenance-commit': entry<{ commit: string; reason: string }>(
    'work',
    ({ commit, reason }) => `the record says commit ${commit}, and ${reason}`,
    () => 'Check out that commit (`git fetch` brings it where it is missing), and verify again.',
  ),
  'provenance-commit-unchecked': entry<{ commit: string; reason: string }>(
    'advice',
    ({ commit, reason }) => `the commit ${commit} of the record was not checked: ${reason}`,
    () => 'Run it in a clone of the repository.',
  ),
  'provenance-tree-dirty': entry<{ commit: string }>(
    'advice',
    ({ commit }) => `the archive was built from commit ${commit} with changes that are not in it`,
    () => 'Nobody else can rebuild it. Commit, build and deploy again.',
  ),
  'archive-unreadable': entry<{ file: string; reason: string }>(
    'call',
    ({ file, reason }) => `${file} cannot be read: ${reason}`,
    () => 'Name a zip file.',
  ),
  'inspect-unknown-file': entry<{ file: string; reason: string }>(
    'call',
    ({ file, reason }) => `${file} is neither a zip nor an ELF file: ${reason}`,
    () => 'Name the zip of a function, or a program for Linux.',
  ),
  'provenance-unreadable': entry<{ file: string; reason: string }>(
    'call',
    ({ file, reason }) => `the record ${file} cannot be read: ${reason}`,
    () => 'Name the file `<archive>.provenance.json` that the build wrote.',
  ),
  'verify-nothing': entry<{ problem: string }>(
    'call',
    ({ problem }) => problem,
    () =>
      'Name a zip, or give `--code-sha256` and `--manifest`; `lambdazip verify --help` has an example of each.',
  ),
  'code-sha256-invalid': entry<{ value: string }>(
    'call',
    ({ value }) =>
      `${JSON.stringify(value)} is no CodeSha256: that is 44 characters of base64, ending in \`=\``,
    () =>
      'Take it from `aws lambda get-function --function-name NAME --query Configuration.CodeSha256 --output text`.',
  ),
  'verify-archive-ambiguous': entry<{ file: string; names: readonly string[] }>(
    'call',
    ({ file, names }) =>
      `the manifest has several archives, and ${file} is not the file name of one alone: ${listed(names)}`,
    () => 'Say which one is meant with `--archive`.',
  ),
  'verify-build-failed': entry<{ message: string }>(
    'machine',
    ({ message }) => `the rebuild failed, so that nothing can be said: ${message}`,
    () => 'Mend what is listed and verify again; `lambdazip build` with the same flags shows the same.',
  ),
  'verify-not-checked': entry<{ message: string }>(
    'machine',
    ({ message }) => `the file could not be checked to the end: ${message}`,
    () => 'Nothing is said of it. Mend what is listed and verify again.',
  ),
  'verify-modules-modified': entry<{ output: string }>(
    'machine',
    ({ output }) => `modules on this machine are not what go.sum says: ${output}`,
    () => 'Run `go clean -modcache`, so that go downloads and checks them again.',
  ),
} as const;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
