import type { Flags, Lists, MaybeTexts, None, Numbers, OneOf, Texts } from '@lambdazip/core/internal';
import { type Catalog, entry } from '@lambdazip/core/internal';

/**
 * Why a requirement cannot be resolved: go.sum lacks lines (`sum`), the vendor directory does not match go.mod (`vendor`), a
 * `replace` names a missing directory (`directory`), no proxy has the module (`gone`), an import lacks the path of its module
 * (`own import`), a package of the module itself does not exist (`own package`), or any other error of go (`other`).
 */
export type RequirementTrouble =
  | 'sum'
  | 'vendor'
  | 'directory'
  | 'gone'
  | 'own import'
  | 'own package'
  | 'other';

/** The args of each code. */
export interface ObstacleArgs {
  'migrate-no-module': Texts<'directory'> & MaybeTexts<'found'> & Lists<'commands'>;
  'migrate-lambda-library-too-old': Texts<'found' | 'directory'>;
  'migrate-requirements': Texts<'module' | 'words' | 'directory' | 'path'> &
    OneOf<'trouble', RequirementTrouble> &
    Numbers<'more'>;
  'migrate-unchecked': Texts<'module' | 'reason'>;
  'migrate-go-too-new': Texts<'wanted' | 'found' | 'version'>;
  'migrate-go-line-missing': None;
  'migrate-cgo': Lists<'packages'> & Flags<'needed'>;
  'migrate-go1x-code': Texts<'what' | 'why'>;
  'migrate-code-paths': Numbers<'count'> & Lists<'examples'>;
  'migrate-layers': Lists<'ids'>;
  'migrate-architectures-joined': Texts<'id'>;
  'migrate-size': Numbers<'programs' | 'least' | 'likely' | 'most'>;
  'migrate-programs-divided': Lists<'archives'>;
  'migrate-program-apart': Lists<'handlers'> & Texts<'layout' | 'other'>;
  'migrate-files': Texts<'place' | 'key'> & Lists<'files'> & Numbers<'more'>;
  'migrate-workspace': Texts<'work' | 'module'>;
  'migrate-build-variable': Texts<'name' | 'target'>;
  'migrate-left-out': Texts<'what' | 'why'>;
}

/** What prevents a migration or needs attention, and what was left out of the build commands. */
export const obstacleCatalog: Catalog<ObstacleArgs> = {
  'migrate-no-module': entry(
    'work',
    ({ directory, found }) =>
      `go.mod not found in ${directory} or any parent directory; ${found === null ? 'the package was built in GOPATH mode' : `the package was built with ${found}`}, but lambdazip only builds Go modules`,
    ({ commands }) => `Run ${commands.map((command) => `\`${command}\``).join(', ')}, and try again.`,
  ),
  'migrate-lambda-library-too-old': entry(
    'work',
    ({ found }) =>
      `aws-lambda-go ${found} only supports go1.x; functions would compile but never respond on provided.*`,
    ({ directory }) =>
      `Run \`${directory === '.' ? '' : `cd ${directory} && `}go get github.com/aws/aws-lambda-go@latest\`, then \`go mod tidy\`. The oldest release that supports provided.* is v1.18.0.`,
  ),
  'migrate-requirements': entry(
    'work',
    ({ module, words, more }) =>
      `go cannot resolve the requirements of ${module}: ${words}${more === 0 ? '' : ` (and ${more} more)`}`,
    ({ trouble, directory, path }) => requirementHelp(trouble, directory, path),
  ),
  'migrate-unchecked': entry(
    'advice',
    ({ module, reason }) => `skipped the dependency check of ${module}: ${reason}`,
    () => 'Run `lambdazip build` to check that its dependencies resolve.',
  ),
  'migrate-go-too-new': entry(
    'advice',
    ({ wanted, found }) =>
      `go.mod requires Go ${wanted}, but Go ${found} is installed; skipped the dependency check`,
    ({ version }) =>
      `Install it, or set "go": { "version": "${version}" } in the manifest to let go download it.`,
  ),
  'migrate-go-line-missing': entry(
    'advice',
    () => 'go.mod has no `go` line, so Go assumes 1.16 and rejects newer language features',
    () => 'Set the Go release that the code was built with, e.g. `go mod edit -go=1.21`.',
  ),
  'migrate-cgo': entry(
    'advice',
    ({ packages, needed }) =>
      needed
        ? `${packages.join(', ')} ${packages.length === 1 ? 'requires' : 'require'} cgo, but lambdazip builds without it`
        : `${packages.join(', ')} ${packages.length === 1 ? 'uses' : 'use'} C if cgo is enabled; lambdazip builds without it`,
    ({ needed }) =>
      needed
        ? 'Set "go": { "cgo": true } for these handlers, and build on a system whose C library is not newer than that of the runtime.'
        : 'Most of these packages fall back to Go. Some compile without cgo but fail when called (such as go-sqlite3): set "go": { "cgo": true } for their handlers.',
  ),
  'migrate-go1x-code': entry(
    'advice',
    ({ what, why }) => `${what} only works on go1.x: ${why}`,
    () => 'Check how the code behaves without it.',
  ),
  'migrate-code-paths': entry(
    'advice',
    ({ count, examples }) =>
      `${count} functions with separate code (${examples.join(', ')}${count > examples.length ? ', ...' : ''}) now share one archive`,
    () => 'To give each function an archive of its own, pass `--layout per-handler`.',
  ),
  'migrate-layers': entry(
    'advice',
    ({ ids }) =>
      `${ids.join(', ')} ${ids.length === 1 ? 'has' : 'have'} layers: their unzipped size counts towards the 250 MB limit`,
    () =>
      'A `bootstrap` in a layer is not started: the one in the archive takes precedence. Replace layers that were built for a different architecture.',
  ),
  'migrate-architectures-joined': entry(
    'advice',
    ({ id }) =>
      `${id} and \`Globals\` both set \`Architectures\`: SAM joins the two lists, but Lambda accepts only one architecture; the migrated template sets only one`,
  ),
  'migrate-size': entry(
    'advice',
    ({ programs, least, likely, most }) =>
      `${programs} programs in one archive unzip to about ${least} MB, or ${likely} MB if each uses an AWS SDK; Lambda's limit is ${most} MB, including layers`,
    () =>
      'Pass `--layout multicall` to make them one program, or `--layout per-handler`, or split them into several `archives` in the manifest. `lambdazip build` reports the actual size.',
  ),
  'migrate-programs-divided': entry(
    'advice',
    ({ archives }) =>
      `the handlers are in ${archives.length} archives (${archives.join(', ')}): one program has the main packages of one module with the same build settings`,
  ),
  'migrate-program-apart': entry(
    'advice',
    ({ handlers, layout, other }) =>
      `${handlers.join(', ')} ${handlers.length === 1 ? 'gets an archive of its own' : 'get an archive each'}, with the layout \`${other}\`: lists of .go files and main packages with C code cannot be in a program of the layout \`${layout}\``,
    () =>
      'To include them, move the .go files into a directory of their own, or the C code into a package that the main package imports.',
  ),
  'migrate-files': entry(
    'advice',
    ({ place, files, more }) =>
      `the old package also contained files from ${place}: ${files.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
    ({ files, key }) =>
      `If a handler reads them, add them to the manifest: "files": { "${key}": "./${files[0] ?? 'config.json'}" }. The key is the path below /var/task.`,
  ),
  'migrate-workspace': entry(
    'advice',
    ({ work, module }) =>
      `the module needs ${module}, which is only available through ${work}: the manifest sets "go": { "work": true }`,
  ),
  'migrate-build-variable': entry(
    'advice',
    ({ name, target }) =>
      `the build file computes the value of ${target}; it is now the manifest variable ${name}, "dev" by default`,
    ({ name }) => `Set it when you build: \`lambdazip build --set ${name}=...\`.`,
  ),
  'migrate-left-out': entry(
    'advice',
    ({ what, why }) => `left out \`${what}\`: ${why}`,
    () => 'Check whether the handlers need it.',
  ),
};

function requirementHelp(trouble: RequirementTrouble, directory: string, path: string): string {
  const there = directory === '.' ? '' : `cd ${directory} && `;
  switch (trouble) {
    case 'sum':
      return `Run \`${there}go mod tidy\`, and commit go.mod and go.sum; lambdazip never changes them.`;
    case 'vendor':
      return `Run \`${there}go mod tidy && go mod vendor\`, or remove the vendor directory.`;
    case 'directory':
      return 'Create the directory, or remove the `replace` from go.mod.';
    case 'gone':
      return 'Require an available release (`go get <module>@latest`), then run `go mod tidy`. For private modules set GOPRIVATE.';
    case 'own import':
      return `Imports start with the module path: write \`${path}/...\` for packages of this module.`;
    case 'own package':
      return 'Create its directory. If the code is generated, generate it first; lambdazip does not run generators.';
    case 'other':
      return `Run \`${there}go list -deps ./...\` to reproduce the error.`;
    default:
      return trouble satisfies never;
  }
}
