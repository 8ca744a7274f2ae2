import type { Items, Lists, MaybeTexts, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { didYouMean } from './did-you-mean.js';
import { type ExcludedFile, excludedWords, type Remedy, remedyWords, targetWords } from './excluded.js';
import { firstOfMany } from './first-of-many.js';

function isNormalization(path: string, actual: string): boolean {
  return path.normalize('NFC') === actual.normalize('NFC');
}

/** Escapes all but ASCII, to show a difference between texts that look the same. */
function escaped(text: string): string {
  return text.replace(/[^ -~]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The files that go excludes, and the changes that would include them; `tags` are those of the build. */
type ExcludedArgs = Lists<'tags'> & Items<'excluded', ExcludedFile> & Items<'remedies', Remedy>;

/** `target` is the build's, such as `linux/arm64`. */
type Excludes = Texts<'path' | 'target'> & ExcludedArgs;

function leftOut(excluded: readonly ExcludedFile[]): string {
  return `go excludes ${firstOfMany(excluded.map(excludedWords))}`;
}

/** The missing part; `other` is an error of go, with go's text as the `reason`. */
type PackageProblem = 'directory' | 'go-files' | 'package' | 'target' | 'other';

type NotFound = Texts<'path'> &
  OneOf<'problem', PackageProblem> &
  MaybeTexts<'reason' | 'likely' | 'target'> &
  ExcludedArgs;

function notFoundReason({ problem, reason, target, tags, excluded }: NotFound): string {
  switch (problem) {
    case 'directory':
      return 'the directory does not exist';
    case 'go-files':
      return 'it has no Go files other than tests';
    case 'package':
      return 'go cannot find it';
    case 'target':
      return `for ${targetWords({ target: target ?? '', tags })}, ${leftOut(excluded)}`;
    case 'other':
      return reason ?? '';
    default:
      return problem satisfies never;
  }
}

function notFoundHelp({ problem, remedies }: NotFound): string {
  if (problem !== 'target') {
    return 'Start a directory with `./`; it is relative to the manifest. Anything else is an import path.';
  }
  const remedy = remedyWords(remedies);
  return remedy === null
    ? 'Remove the build constraint, or map a package that builds for Linux.'
    : `If it is a handler, ${remedy}, or remove the constraint that excludes the file.`;
}

/** The args of each code. */
export interface SourceArgs {
  'package-path-invalid': Texts<'path' | 'reason'>;
  /** `target`, `tags`, `excluded` and `remedies` belong to the problem `target`, `reason` to `other`. */
  'package-not-found': NotFound;
  'package-not-main': Texts<'path' | 'name'>;
  'go-mod-not-found': Texts<'path'>;
  'go-work-not-found': Texts<'path'>;
  'profile-not-found': Texts<'path'>;
  'wildcard-excludes': Texts<'pattern'> & Excludes;
  'init-excludes': Excludes;
  'wildcard-no-module': Texts<'path' | 'pattern'>;
  'path-spelling': Texts<'path'> & MaybeTexts<'actual'>;
  'wildcard-mismatch': Texts<'key' | 'pattern'>;
  'wildcard-no-match': Texts<'pattern'>;
  'file-missing': Texts<'source'>;
  'file-no-match': Texts<'source'>;
  'file-glob-invalid': Texts<'source' | 'reason'>;
  'file-not-regular': Texts<'source' | 'kind'>;
  'file-is-link': Texts<'source'>;
  'file-outside': Texts<'source'>;
  'file-unreadable': Texts<'source' | 'reason'>;
  'template-project-too-large': Texts<'directory'> & Numbers<'limit'>;
}

/** Errors in the packages, modules and files that a manifest refers to. */
export const sourceCatalog: Catalog<SourceArgs> = {
  'package-path-invalid': entry(
    'manifest',
    ({ path, reason }) => `${JSON.stringify(path)} is not a valid main package: ${reason}`,
    () => 'Use a directory such as `./cmd/create`, or an import path such as `example.com/shop/cmd/create`.',
  ),
  'package-not-found': entry(
    'manifest',
    (values) =>
      `package ${JSON.stringify(values.path)} not found: ${notFoundReason(values)}${didYouMean(values.likely)}`,
    notFoundHelp,
  ),
  'package-not-main': entry(
    'manifest',
    ({ path, name }) => `${JSON.stringify(path)}: expected \`package main\`, found \`package ${name}\``,
  ),
  'go-mod-not-found': entry(
    'manifest',
    ({ path }) => `go.mod not found in ${JSON.stringify(path)} or any parent directory`,
    () => 'Create a module with `go mod init example.com/name`, or fix the path.',
  ),
  'go-work-not-found': entry(
    'manifest',
    ({ path }) => `go.work not found: ${path}`,
    () => 'Create it with `go work init`, fix the path, or remove `go.work` from the manifest.',
  ),
  'profile-not-found': entry(
    'manifest',
    ({ path }) => `profile ${JSON.stringify(path)} (\`go.pgo\`) not found`,
    () => 'Fix the path, which is relative to the manifest, or use `off` or `auto`.',
  ),
  'wildcard-excludes': entry(
    'advice',
    ({ path, pattern, target, tags, excluded }) =>
      `${JSON.stringify(path)} matches ${JSON.stringify(pattern)} but is not built for ${targetWords({ target, tags })}: ${leftOut(excluded)}`,
    ({ remedies }) =>
      `If it is a handler, ${remedyWords(remedies) ?? 'remove the constraint'}; otherwise use a pattern that does not match it.`,
  ),
  'init-excludes': entry(
    'advice',
    ({ path, target, tags, excluded }) =>
      `${JSON.stringify(path)} uses aws-lambda-go but is not in the manifest: for ${targetWords({ target, tags })}, ${leftOut(excluded)}`,
    ({ remedies }) => `If it is a handler, add it and ${remedyWords(remedies) ?? 'remove the constraint'}.`,
  ),
  'wildcard-no-module': entry(
    'advice',
    ({ path, pattern }) =>
      `${JSON.stringify(path)} matches ${JSON.stringify(pattern)} but is not built: it is not in a Go module`,
    () =>
      'If it is a handler, run `go mod init example.com/name` in it or in a parent directory; otherwise use a pattern that does not match it.',
  ),
  'path-spelling': entry(
    'manifest',
    ({ path, actual }) =>
      actual === null
        ? `${JSON.stringify(path)} is not the full name on disk`
        : `${JSON.stringify(path)} is spelled ${JSON.stringify(actual)} on disk${isNormalization(path, actual) ? `: the same letters in a different Unicode form (${escaped(path)}, ${escaped(actual)})` : ''}`,
    ({ actual }) =>
      actual === null
        ? 'Write the full name: other machines cannot find it by a short one.'
        : `Write \`${actual}\`: other machines treat the two as different names, and the spelling affects the bytes of a program.`,
  ),
  'wildcard-mismatch': entry(
    'manifest',
    ({ key, pattern }) =>
      `${JSON.stringify(key)} and ${JSON.stringify(pattern)} must have the same wildcards in the same order`,
    () => 'Each `*` or `**` in the handler is replaced by what the corresponding one in the package matches.',
  ),
  'wildcard-no-match': entry(
    'manifest',
    ({ pattern }) => `no main package matches ${JSON.stringify(pattern)}`,
    () =>
      '`*` matches within one path segment, `**` any number of segments. Paths are relative to the manifest.',
  ),
  'file-missing': entry(
    'manifest',
    ({ source }) => `file ${JSON.stringify(source)} not found`,
    () => 'Paths are relative to the manifest.',
  ),
  'file-no-match': entry(
    'manifest',
    ({ source }) => `no file matches ${JSON.stringify(source)}`,
    () =>
      '`*` matches within one path segment, `**` any number of segments. Paths are relative to the manifest.',
  ),
  'file-glob-invalid': entry(
    'manifest',
    ({ source, reason }) => `invalid glob ${JSON.stringify(source)}: ${reason}`,
    () => 'Use `*`, `?`, `**`, `[a-z]` and `{a,b}`. Instead of excluding files, use several keys.',
  ),
  'file-not-regular': entry(
    'manifest',
    ({ source, kind }) => `${JSON.stringify(source)} is ${kind}, not a file`,
    () => 'To package a directory, end the key with `/` and use a glob: "public/": "./public/**".',
  ),
  'file-is-link': entry(
    'manifest',
    ({ source }) => `${JSON.stringify(source)} is a symbolic link, or is inside a symlinked directory`,
    () => 'Use the path of the file itself: on other machines, a link may point elsewhere.',
  ),
  'file-outside': entry(
    'manifest',
    ({ source }) => `${JSON.stringify(source)} is outside the manifest's directory`,
    () => 'Move the manifest to a directory that contains all of its files.',
  ),
  'file-unreadable': entry(
    'machine',
    ({ source, reason }) => `cannot read ${JSON.stringify(source)}: ${reason}`,
  ),
  'template-project-too-large': entry(
    'call',
    ({ directory, limit }) => `the project at ${directory} has more than ${limit} files`,
    () => 'Run the command in the directory of the Go module.',
  ),
};
