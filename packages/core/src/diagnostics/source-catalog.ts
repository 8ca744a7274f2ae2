import type { Items, Lists, MaybeTexts, Numbers, OneOf, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { didYouMean } from './did-you-mean.js';
import { type ExcludedFile, excludedWords, type Remedy, remedyWords, targetWords } from './excluded.js';
import { firstOfMany } from './first-of-many.js';

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isNormalization(path: string, actual: string): boolean {
  return path.normalize('NFC') === actual.normalize('NFC');
}

/** What looks the same on a screen, told apart. */
function escaped(text: string): string {
  return text.replace(/[^ -~]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** What go leaves out, and the changes with which it builds it; `tags` are those of the build. */
type ExcludedArgs = Lists<'tags'> & Items<'excluded', ExcludedFile> & Items<'remedies', Remedy>;

/** `target` is that of a build, such as `linux/arm64`. */
type Excludes = Texts<'path' | 'target'> & ExcludedArgs;

function leftOut(excluded: readonly ExcludedFile[]): string {
  return `go leaves out ${firstOfMany(excluded.map(excludedWords))}`;
}

/** What is missing; `other` is what go says, which is the `reason`. */
type PackageProblem = 'directory' | 'go-files' | 'package' | 'target' | 'other';

type NotFound = Texts<'path'> &
  OneOf<'problem', PackageProblem> &
  MaybeTexts<'reason' | 'likely' | 'target'> &
  ExcludedArgs;

function notFoundReason({ problem, reason, target, tags, excluded }: NotFound): string {
  switch (problem) {
    case 'directory':
      return 'there is no such directory';
    case 'go-files':
      return 'no non-test Go files';
    case 'package':
      return 'go does not know it';
    case 'target':
      return `for ${targetWords({ target: target ?? '', tags })} ${leftOut(excluded)}`;
    case 'other':
      return reason ?? '';
    default:
      return problem satisfies never;
  }
}

function notFoundHelp({ problem, remedies }: NotFound): string {
  if (problem !== 'target') {
    return 'A directory begins with `./` and is relative to the manifest; anything else is an import path.';
  }
  const remedy = remedyWords(remedies);
  return remedy === null
    ? 'Lambda runs Linux: remove the constraint, or map a package that is for it.'
    : `If it is a handler, ${remedy}, or remove what excludes the file.`;
}

/** The args of each code. */
export interface SourceArgs {
  'package-path-invalid': Texts<'path' | 'reason'>;
  /** `target`, `tags`, `excluded` and `remedies` are of the problem `target`, `reason` of `other`. */
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

/** What can be wrong with what a manifest names: packages, modules and files on disk. */
export const sourceCatalog: Catalog<SourceArgs> = {
  'package-path-invalid': entry(
    'manifest',
    ({ path, reason }) => `${JSON.stringify(path)} is no main package: ${reason}`,
    () => 'Write a directory as `./cmd/create`, an import path as `example.com/shop/cmd/create`.',
  ),
  'package-not-found': entry(
    'manifest',
    (values) =>
      `there is no package at ${JSON.stringify(values.path)}: ${notFoundReason(values)}.${didYouMean(values.likely)}`,
    notFoundHelp,
  ),
  'package-not-main': entry(
    'manifest',
    ({ path, name }) => `${JSON.stringify(path)} is \`package ${name}\`, not \`package main\``,
    () => 'Only a main package becomes a program.',
  ),
  'go-mod-not-found': entry(
    'manifest',
    ({ path }) => `no go.mod stands in or above ${JSON.stringify(path)}`,
    () => 'Make the directory part of a module (`go mod init example.com/name`), or mend the path.',
  ),
  'go-work-not-found': entry(
    'manifest',
    ({ path }) => `no go.work: ${path}`,
    () => 'Create it with `go work init`, mend the path, or leave `go.work` out.',
  ),
  'profile-not-found': entry(
    'manifest',
    ({ path }) => `the profile ${JSON.stringify(path)} of \`go.pgo\` is not there`,
    () => 'Mend the path (it is relative to the manifest), or write `off` or `auto`.',
  ),
  'wildcard-excludes': entry(
    'advice',
    ({ path, pattern, target, tags, excluded }) =>
      `${JSON.stringify(path)} matches ${JSON.stringify(pattern)} and is not built for ${targetWords({ target, tags })}: ${leftOut(excluded)}`,
    ({ remedies }) =>
      `${capitalized(remedyWords(remedies) ?? 'remove the constraint')} if it is a handler; if it is not, write a pattern that does not match it.`,
  ),
  'init-excludes': entry(
    'advice',
    ({ path, target, tags, excluded }) =>
      `${JSON.stringify(path)} uses aws-lambda-go and is not in the manifest: for ${targetWords({ target, tags })} ${leftOut(excluded)}`,
    ({ remedies }) => `If it is a handler, add it and ${remedyWords(remedies) ?? 'remove the constraint'}.`,
  ),
  'wildcard-no-module': entry(
    'advice',
    ({ path, pattern }) =>
      `${JSON.stringify(path)} matches ${JSON.stringify(pattern)} and is not built: it is not in a Go module`,
    () =>
      'Run `go mod init example.com/name` in it or above it if it is a handler; if it is not, write a pattern that does not match it.',
  ),
  'path-spelling': entry(
    'manifest',
    ({ path, actual }) =>
      actual === null
        ? `${JSON.stringify(path)} is not the name that its directory lists`
        : `${JSON.stringify(path)} is ${JSON.stringify(actual)} on disk${isNormalization(path, actual) ? `: the same letters in another Unicode form (${escaped(path)}, ${escaped(actual)})` : ''}`,
    ({ actual }) =>
      actual === null
        ? 'Write the whole name as the directory lists it; other machines do not find it by a short one.'
        : `Write \`${actual}\`: other machines tell the two apart, and the bytes of a program depend on the spelling.`,
  ),
  'wildcard-mismatch': entry(
    'manifest',
    ({ key, pattern }) =>
      `${JSON.stringify(key)} and ${JSON.stringify(pattern)} must have the same wildcards in the same order`,
    () => 'What a `*` or `**` of the package matches takes the place of the same one in the handler.',
  ),
  'wildcard-no-match': entry(
    'manifest',
    ({ pattern }) => `${JSON.stringify(pattern)} matches no main package`,
    () => '`*` stands for one path segment and `**` for any number; paths are relative to the manifest.',
  ),
  'file-missing': entry(
    'manifest',
    ({ source }) => `${JSON.stringify(source)} is not there`,
    () => 'Paths are relative to the manifest.',
  ),
  'file-no-match': entry(
    'manifest',
    ({ source }) => `${JSON.stringify(source)} matches no file`,
    () => '`*` stands for part of one path segment and `**` for any number of segments.',
  ),
  'file-glob-invalid': entry(
    'manifest',
    ({ source, reason }) => `${JSON.stringify(source)} is not a valid glob: ${reason}`,
    () =>
      'Use `*`, `?`, `**`, `[a-z]` and `{a,b}`; a glob that excludes files can be replaced by several keys.',
  ),
  'file-not-regular': entry(
    'manifest',
    ({ source, kind }) => `${JSON.stringify(source)} is ${kind}, not a file`,
    () => 'To pack a directory end the key with `/` and give a glob: "public/": "./public/**".',
  ),
  'file-is-link': entry(
    'manifest',
    ({ source }) => `${JSON.stringify(source)} is, or lies behind, a symbolic link`,
    () => 'Links lead to other places on other machines; name the file itself.',
  ),
  'file-outside': entry(
    'manifest',
    ({ source }) => `${JSON.stringify(source)} lies outside the manifest's directory`,
    () => 'Put the manifest above all that it packs.',
  ),
  'file-unreadable': entry(
    'machine',
    ({ source, reason }) => `${JSON.stringify(source)} cannot be read: ${reason}`,
    () => 'Check its permissions.',
  ),
  'template-project-too-large': entry(
    'call',
    ({ directory, limit }) => `the project at ${directory} has more than ${limit} files`,
    () => 'Run it in the directory of the Go module, so that less is looked through.',
  ),
};
