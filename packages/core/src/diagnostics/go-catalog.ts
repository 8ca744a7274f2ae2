import type { Lists, MaybeTexts, None, Numbers, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { firstOfMany } from './first-of-many.js';

function workspaceHelp(file: string): string {
  return `${file} has this module, and the build does not use it: set "go": { "work": true }.`;
}

function declarations(declare: readonly string[], unsupported: readonly string[]): readonly string[] {
  const settings = declare.map((setting) => `\`${setting}\``).join(', ');
  return [
    ...(declare.length === 0
      ? []
      : [`If the programs need this, set it in the manifest, for every machine: ${settings}.`]),
    ...(unsupported.length === 0 ? [] : [`The manifest has no setting for ${unsupported.join(', ')}.`]),
  ];
}

/** The args of each code. */
export interface GoArgs {
  'go-not-found': None;
  'go-unusable': Texts<'program' | 'output'>;
  'go-cache-unusable': Texts<'reason'>;
  'go-too-old': Texts<'found' | 'needed' | 'why'>;
  'go-toolchain-unavailable': Texts<'version' | 'output'>;
  'go-toolchain-differs': Texts<'module' | 'wanted' | 'found'>;
  'go-list-failed': Texts<'directory' | 'output'>;
  'compile-failed': Numbers<'count' | 'total'>;
  'compile-error': Texts<'message'> & MaybeTexts<'workspace'>;
  'go-sum-missing': Texts<'message'> & MaybeTexts<'workspace'>;
  'go-killed': Texts<'signal'>;
  'program-damaged': Texts<'program'>;
  'go-produced-nothing': Texts<'program'>;
  /** `declare` has the manifest settings for them, `unsupported` those without a manifest setting. */
  'machine-settings-ignored': Lists<'settings' | 'declare' | 'unsupported'>;
  'go-root-settings': Texts<'file'> & Lists<'settings' | 'declare' | 'unsupported'>;
  'go-work-ignored': Texts<'file' | 'module'>;
  'cgo-not-pinned': None;
  'inputs-changed': Lists<'paths'>;
  'inputs-unstable': Lists<'paths'>;
  'trimpath-off': None;
}

/** Errors of the go command, and in the code that it compiles. */
export const goCatalog: Catalog<GoArgs> = {
  'go-not-found': entry(
    'machine',
    () => 'there is no go command, neither on PATH nor in GOROOT/bin',
    () => 'Install Go (https://go.dev/dl) and make sure that `go version` works in this shell.',
  ),
  'go-unusable': entry(
    'machine',
    ({ program, output }) => `${program} does not work: ${output}`,
    () => 'Run `go env` by hand; it must succeed before anything can be built.',
  ),
  'go-cache-unusable': entry(
    'machine',
    ({ reason }) => `go has no cache that it can use: ${reason}`,
    () =>
      "Set HOME to a directory that can be written, or set GOCACHE (and GOMODCACHE) for go's caches, and lambdazip's own with `--cache-dir` or LAMBDAZIP_CACHE_DIR.",
  ),
  'go-too-old': entry(
    'machine',
    ({ found, needed, why }) => `Go ${needed} is needed, and this build would use ${found}: ${why}`,
    ({ needed }) =>
      `Install Go ${needed} or newer, or let go download one: set "go": { "version": "${needed}" }.`,
  ),
  'go-toolchain-unavailable': entry(
    'machine',
    ({ version, output }) => `the toolchain go${version} cannot be had: ${output}`,
    () =>
      'Check that the release exists and that GOPROXY is reachable, or change `go.version`. Go 1.21 or newer must be installed to download others.',
  ),
  'go-toolchain-differs': entry(
    'advice',
    ({ module, wanted, found }) => `${module} asks for the toolchain go${wanted}, and go${found} compiles`,
    ({ wanted }) => `Pin it for everybody: "go": { "version": "${wanted}" }.`,
  ),
  'go-list-failed': entry(
    'code',
    ({ directory, output }) => `go cannot list the packages of ${directory}: ${output}`,
    () => "This is the go command's own message; `go list ./...` in that directory gives it again.",
  ),
  'compile-failed': entry(
    'code',
    ({ count, total }) => `${count} of ${total} ${total === 1 ? 'handler' : 'handlers'} did not compile`,
    () => 'Mend the Go source; nothing was written.',
  ),
  'compile-error': entry(
    'code',
    ({ message }) => message,
    ({ message, workspace }) =>
      workspace !== null
        ? workspaceHelp(workspace)
        : /import lookup disabled by -mod=readonly/.test(message)
          ? `Run \`go get ${/providing package (\S+?):/.exec(message)?.[1] ?? './...'}\` in the module and commit go.mod and go.sum; builds here never change them.`
          : /build constraints exclude all Go files/.test(message)
            ? 'This is the go command\'s own message. Code that imports "C" needs `go.cgo`; other constraints may need `go.tags`.'
            : "This is the go command's own message.",
  ),
  'go-sum-missing': entry(
    'code',
    ({ message }) => message,
    ({ workspace }) =>
      workspace !== null
        ? workspaceHelp(workspace)
        : 'Run `go mod tidy` in the module and commit go.mod and go.sum; builds here never change them.',
  ),
  'go-killed': entry(
    'work',
    ({ signal }) => `the go command was ended by ${signal}`,
    () =>
      'Often the machine ran out of memory: build with fewer programs at once (GOMAXPROCS), or with more memory.',
  ),
  'program-damaged': entry(
    'work',
    ({ program }) => `${program} is not what go linked there: it was damaged since`,
    () => 'Run it again: the program is linked anew. If it comes back, look at the disk.',
  ),
  'go-produced-nothing': entry(
    'defect',
    ({ program }) => `go reported success, but the program ${program} is not there`,
    () => 'Clear the cache (`lambdazip cache clear`) and build again; if it comes back, please report it.',
  ),
  'machine-settings-ignored': entry(
    'advice',
    ({ settings }) =>
      settings.length === 1
        ? `a setting of this machine would change a plain \`go build\`, and this build ignores it: ${settings.join(', ')}`
        : `settings of this machine would change a plain \`go build\`, and this build ignores them: ${settings.join(', ')}`,
    ({ declare, unsupported }) => declarations(declare, unsupported).join(' '),
  ),
  'go-root-settings': entry(
    'machine',
    ({ file, settings }) =>
      `${file} changes every program that this go builds, so a different machine would build different bytes: ${settings.join(', ')}`,
    ({ file, declare, unsupported }) =>
      [
        ...declarations(declare, unsupported),
        `Otherwise remove it from ${file}, or put a different go first on PATH.`,
      ].join(' '),
  ),
  'go-work-ignored': entry(
    'advice',
    ({ file, module }) => `${file} has the module ${module}, and this build does not use it`,
    () =>
      'Set "go": { "work": true } to build with it as a plain `go build` does, or false to build without it.',
  ),
  'cgo-not-pinned': entry(
    'advice',
    () => 'with `cgo` the C compiler and libraries of this machine have a part in the bytes',
    () => 'Build in one pinned image to get the same bytes again, or leave `cgo` out.',
  ),
  'inputs-changed': entry(
    'advice',
    ({ paths }) =>
      `${firstOfMany(paths)} changed during the build: an archive may mix two states of the sources`,
    () => 'Build again when nothing writes to the sources. `--strict-inputs` makes this an error.',
  ),
  'inputs-unstable': entry(
    'work',
    ({ paths }) => `${firstOfMany(paths)} changed during the build, and nothing was written`,
    () => 'Build again when nothing writes to the sources, or without `--strict-inputs`.',
  ),
  'trimpath-off': entry(
    'advice',
    () => 'without `trimpath` the programs hold the directories of this machine',
    () => 'Leave `trimpath` at true to get the same bytes on every machine.',
  ),
};
