import { entry } from './catalog-entry.js';

/** What stands in the way of moving a project over, and what its build lines say that was not taken over. */
export const obstacleCatalog = {
  'migrate-no-module': entry<{ directory: string; found: string | null; commands: readonly string[] }>(
    'work',
    ({ directory, found }) =>
      `there is no go.mod in or above ${directory}: ${found === null ? 'it was built in GOPATH' : `${found} is what it was built with`}, and lambdazip builds Go modules`,
    ({ commands }) => `Run ${commands.map((command) => `\`${command}\``).join(', ')}, and try again.`,
  ),
  'migrate-lambda-library-too-old': entry<{ found: string; directory: string }>(
    'work',
    ({ found }) =>
      `aws-lambda-go is ${found} here, which knows no runtime but go1.x: the programs compile, and never answer on provided.*`,
    ({ directory }) =>
      `v1.18.0 is the oldest that does: \`${directory === '.' ? '' : `cd ${directory} && `}go get github.com/aws/aws-lambda-go@latest\`, then \`go mod tidy\`.`,
  ),
  'migrate-requirements': entry<{ module: string; words: string; more: number; mend: string }>(
    'work',
    ({ module, words, more }) =>
      `go cannot resolve what ${module} requires: ${words}${more === 0 ? '' : ` (and ${more} more)`}`,
    ({ mend }) => mend,
  ),
  'migrate-unchecked': entry<{ module: string; reason: string }>(
    'advice',
    ({ module, reason }) =>
      `whether everything that ${module} requires is to be had was not checked: ${reason}`,
    () => 'The first `lambdazip build` shows it.',
  ),
  'migrate-go-too-new': entry<{ wanted: string; found: string; version: string }>(
    'advice',
    ({ wanted, found }) => `go.mod asks for Go ${wanted}, and Go ${found} is installed`,
    ({ version }) =>
      `Install it, or let go download it: "go": { "version": "${version}" } in the manifest. What the module requires was not checked.`,
  ),
  'migrate-go-line-missing': entry<Record<never, never>>(
    'advice',
    () => 'go.mod has no `go` line: go then takes the code to be of Go 1.16, and refuses what came later',
    () => 'Write the release that it was built with so far: `go mod edit -go=1.21`.',
  ),
  'migrate-cgo': entry<{ packages: readonly string[]; needed: boolean }>(
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
  'migrate-go1x-code': entry<{ what: string; why: string }>(
    'advice',
    ({ what, why }) => `${what} is for go1.x alone: ${why}`,
    () => 'Look at what the code does where it is missing.',
  ),
  'migrate-code-paths': entry<{ count: number; examples: readonly string[] }>(
    'advice',
    ({ count, examples }) =>
      `the functions had ${count} packages of their own (${examples.join(', ')}${count > examples.length ? ', ...' : ''}), and share one now`,
    () =>
      'One archive for all is uploaded once. `--layout per-handler` gives each function an archive of its own instead.',
  ),
  'migrate-layers': entry<{ ids: readonly string[] }>(
    'advice',
    ({ ids }) =>
      `${ids.join(', ')} ${ids.length === 1 ? 'has' : 'have'} layers: what they unpack to counts into the 250 MB`,
    () =>
      'A `bootstrap` in a layer is not started, since that of the package comes first; a layer for another architecture has to be replaced.',
  ),
  'migrate-architectures-joined': entry<{ id: string }>(
    'advice',
    ({ id }) =>
      `${id} and \`Globals\` both have \`Architectures\`: SAM joins the two lists, and Lambda takes exactly one architecture`,
    () => 'The edit of the template leaves one.',
  ),
  'migrate-size': entry<{ programs: number; least: number; likely: number; most: number }>(
    'advice',
    ({ programs, least, likely, most }) =>
      `${programs} programs in one archive unpack to about ${least} MB, with an AWS SDK in each to about ${likely} MB; Lambda takes ${most} MB, layers included`,
    () =>
      'Put them into several `archives` of the manifest, or use `--layout per-handler`. `lambdazip build` says what they come to.',
  ),
  'migrate-files': entry<{ place: string; files: readonly string[]; more: number; key: string }>(
    'advice',
    ({ place, files, more }) =>
      `the package had other files too, from ${place}: ${files.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
    ({ files, key }) =>
      `Where a handler reads them, add them to the manifest: "files": { "${key}": "./${files[0] ?? 'config.json'}" }; the key is the path below /var/task.`,
  ),
  'migrate-workspace': entry<{ work: string; needs: string }>(
    'advice',
    ({ work, needs }) => `the module needs ${needs}, which ${work} alone gives it`,
    () => 'The manifest says "go": { "work": true } for it, since builds here use no workspace unless told.',
  ),
  'migrate-build-variable': entry<{ name: string; target: string }>(
    'advice',
    ({ name, target }) =>
      `the build file computes what goes into ${target}: it is the variable ${name} of the manifest now, "dev" by default`,
    ({ name }) => `Give it where you build: \`lambdazip build --set ${name}=...\`.`,
  ),
  'migrate-left-out': entry<{ what: string; why: string }>(
    'advice',
    ({ what, why }) => `\`${what}\` was left out: ${why}`,
    () => 'Look whether the handlers need it.',
  ),
} as const;
