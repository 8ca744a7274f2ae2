import type { Flags, Lists, MaybeTexts, None, Numbers, OneOf, Texts } from '@lambdazip/core/internal';
import { type Catalog, entry } from '@lambdazip/core/internal';

/**
 * Why a requirement cannot be resolved: go.sum lacks lines, the vendor directory is of other releases, a `replace` names a
 * directory that does not exist, no proxy has it, an import misses the path of its module, a package of the module
 * itself does not exist, or whatever else go says.
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
  'migrate-files': Texts<'place' | 'key'> & Lists<'files'> & Numbers<'more'>;
  'migrate-workspace': Texts<'work' | 'module'>;
  'migrate-build-variable': Texts<'name' | 'target'>;
  'migrate-left-out': Texts<'what' | 'why'>;
}

/** What stands in the way of moving a project over, and what its build lines say that was not taken over. */
export const obstacleCatalog: Catalog<ObstacleArgs> = {
  'migrate-no-module': entry(
    'work',
    ({ directory, found }) =>
      `there is no go.mod in or above ${directory}: ${found === null ? 'it was built in GOPATH' : `${found} is what it was built with`}, and lambdazip builds Go modules`,
    ({ commands }) => `Run ${commands.map((command) => `\`${command}\``).join(', ')}, and try again.`,
  ),
  'migrate-lambda-library-too-old': entry(
    'work',
    ({ found }) =>
      `aws-lambda-go is ${found} here, which knows no runtime but go1.x: the programs compile, and never answer on provided.*`,
    ({ directory }) =>
      `v1.18.0 is the oldest that does: \`${directory === '.' ? '' : `cd ${directory} && `}go get github.com/aws/aws-lambda-go@latest\`, then \`go mod tidy\`.`,
  ),
  'migrate-requirements': entry(
    'work',
    ({ module, words, more }) =>
      `go cannot resolve what ${module} requires: ${words}${more === 0 ? '' : ` (and ${more} more)`}`,
    ({ trouble, directory, path }) => requirementHelp(trouble, directory, path),
  ),
  'migrate-unchecked': entry(
    'advice',
    ({ module, reason }) =>
      `whether everything that ${module} requires is to be had was not checked: ${reason}`,
    () => 'The first `lambdazip build` shows it.',
  ),
  'migrate-go-too-new': entry(
    'advice',
    ({ wanted, found }) => `go.mod asks for Go ${wanted}, and Go ${found} is installed`,
    ({ version }) =>
      `Install it, or let go download it: "go": { "version": "${version}" } in the manifest. What the module requires was not checked.`,
  ),
  'migrate-go-line-missing': entry(
    'advice',
    () => 'go.mod has no `go` line: go then takes the code to be of Go 1.16, and refuses what came later',
    () => 'Write the release that it was built with so far: `go mod edit -go=1.21`.',
  ),
  'migrate-cgo': entry(
    'advice',
    ({ packages, needed }) =>
      needed
        ? `${packages.join(', ')} ${packages.length === 1 ? 'does' : 'do'} not compile without cgo, and lambdazip builds without`
        : `${packages.join(', ')} ${packages.length === 1 ? 'uses' : 'use'} C where cgo is on; lambdazip builds without`,
    ({ needed }) =>
      needed
        ? 'Set "go": { "cgo": true } for these handlers, and build where the C library is not newer than that of the runtime.'
        : 'Nothing is to be done where it has a part in Go for that. Some compile without and fail when they are called (go-sqlite3 does): set "go": { "cgo": true } for those.',
  ),
  'migrate-go1x-code': entry(
    'advice',
    ({ what, why }) => `${what} is for go1.x alone: ${why}`,
    () => 'Look at what the code does where it is missing.',
  ),
  'migrate-code-paths': entry(
    'advice',
    ({ count, examples }) =>
      `the functions had ${count} packages of their own (${examples.join(', ')}${count > examples.length ? ', ...' : ''}), and share one now`,
    () =>
      'One archive for all is uploaded once. `--layout per-handler` gives each function an archive of its own instead.',
  ),
  'migrate-layers': entry(
    'advice',
    ({ ids }) =>
      `${ids.join(', ')} ${ids.length === 1 ? 'has' : 'have'} layers: what they unpack to counts into the 250 MB`,
    () =>
      'A `bootstrap` in a layer is not started, since that of the package comes first; a layer for another architecture has to be replaced.',
  ),
  'migrate-architectures-joined': entry(
    'advice',
    ({ id }) =>
      `${id} and \`Globals\` both have \`Architectures\`: SAM joins the two lists, and Lambda takes exactly one architecture`,
    () => 'The edit of the template leaves one.',
  ),
  'migrate-size': entry(
    'advice',
    ({ programs, least, likely, most }) =>
      `${programs} programs in one archive unpack to about ${least} MB, with an AWS SDK in each to about ${likely} MB; Lambda takes ${most} MB, layers included`,
    () =>
      'Put them into several `archives` of the manifest, or use `--layout per-handler`. `lambdazip build` says what they come to.',
  ),
  'migrate-files': entry(
    'advice',
    ({ place, files, more }) =>
      `the package had other files too, from ${place}: ${files.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
    ({ files, key }) =>
      `Where a handler reads them, add them to the manifest: "files": { "${key}": "./${files[0] ?? 'config.json'}" }; the key is the path below /var/task.`,
  ),
  'migrate-workspace': entry(
    'advice',
    ({ work, module }) => `the module needs ${module}, which ${work} alone gives it`,
    () => 'The manifest says "go": { "work": true } for it, since builds here use no workspace unless told.',
  ),
  'migrate-build-variable': entry(
    'advice',
    ({ name, target }) =>
      `the build file computes what goes into ${target}: it is the variable ${name} of the manifest now, "dev" by default`,
    ({ name }) => `Give it where you build: \`lambdazip build --set ${name}=...\`.`,
  ),
  'migrate-left-out': entry(
    'advice',
    ({ what, why }) => `\`${what}\` was left out: ${why}`,
    () => 'Look whether the handlers need it.',
  ),
};

function requirementHelp(trouble: RequirementTrouble, directory: string, path: string): string {
  const there = directory === '.' ? '' : `cd ${directory} && `;
  switch (trouble) {
    case 'sum':
      return `Run \`${there}go mod tidy\` and commit go.mod and go.sum; builds here never change them.`;
    case 'vendor':
      return `Run \`${there}go mod tidy && go mod vendor\`, or remove the vendor directory.`;
    case 'directory':
      return 'Put the directory there, or take the `replace` out of go.mod.';
    case 'gone':
      return 'Require a release that is to be had (`go get <module>@latest`), then `go mod tidy`. For private modules set GOPRIVATE.';
    case 'own import':
      return `An import begins with the path of its module, that of this one is \`${path}\`: write \`${path}/...\` for its own packages.`;
    case 'own package':
      return 'Its directory is not there. Where it is generated code, generate it first; a build here runs no generator.';
    case 'other':
      return `This is the go command's own message; \`${there}go list -deps ./...\` gives it again.`;
    default:
      return trouble satisfies never;
  }
}
