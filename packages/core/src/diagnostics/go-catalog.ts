import type { Lists, MaybeTexts, None, Numbers, Texts } from './args.js';
import { type Catalog, entry } from './catalog-entry.js';
import { firstOfMany } from './first-of-many.js';

function workspaceHelp(file: string): string {
  return `Set "go": { "work": true } to build with ${file}, which lists this module.`;
}

function declarations(declare: readonly string[], unsupported: readonly string[]): readonly string[] {
  const settings = declare.map((setting) => `\`${setting}\``).join(', ');
  return [
    ...(declare.length === 0
      ? []
      : [
          `If the programs need ${declare.length === 1 ? 'this setting' : 'these settings'}, add to the manifest: ${settings}.`,
        ]),
    ...(unsupported.length === 0 ? [] : [`The manifest does not support ${unsupported.join(', ')}.`]),
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
  /** `declare` lists the settings to add to the manifest; `unsupported` lists the names that have no such setting. */
  'machine-settings-ignored': Lists<'settings' | 'declare' | 'unsupported'>;
  'go-root-settings': Texts<'file'> & Lists<'settings' | 'declare' | 'unsupported'>;
  'go-work-ignored': Texts<'file' | 'module'>;
  'cgo-not-pinned': None;
  'inputs-changed': Lists<'paths'>;
  'inputs-unstable': Lists<'paths'>;
  'trimpath-off': None;
}

/** Errors and warnings about the go command and the code that it compiles. */
export const goCatalog: Catalog<GoArgs> = {
  'go-not-found': entry(
    'machine',
    () => '`go` not found on PATH or in GOROOT/bin',
    () => 'Install Go (https://go.dev/dl), or add its `bin` directory to PATH.',
  ),
  'go-unusable': entry(
    'machine',
    ({ program, output }) => `${program} failed: ${output}`,
    () => 'Run `go env` and fix the error that it prints.',
  ),
  'go-cache-unusable': entry(
    'machine',
    ({ reason }) => `go has no usable cache: ${reason}`,
    () =>
      "Set HOME to a writable directory. Or set GOCACHE and GOMODCACHE for go's caches, and `--cache-dir` or LAMBDAZIP_CACHE_DIR for lambdazip's cache.",
  ),
  'go-too-old': entry(
    'machine',
    ({ found, needed, why }) => `expected Go ${needed} or newer, found ${found}: ${why}`,
    ({ needed }) =>
      `Install Go ${needed} or newer, or let go download it: set "go": { "version": "${needed}" }.`,
  ),
  'go-toolchain-unavailable': entry(
    'machine',
    ({ version, output }) => `failed to obtain toolchain go${version}: ${output}`,
    () =>
      'Check that the release exists and that GOPROXY is reachable, or change `go.version`. Only Go 1.21 or newer can download toolchains.',
  ),
  'go-toolchain-differs': entry(
    'advice',
    ({ module, wanted, found }) =>
      `${module} requests toolchain go${wanted}, but go${found} compiles the programs`,
    ({ wanted }) => `To use it on every machine, set "go": { "version": "${wanted}" }.`,
  ),
  'go-list-failed': entry(
    'code',
    ({ directory, output }) => `go failed to list the packages in ${directory}: ${output}`,
    () => 'Run `go list ./...` in that directory to reproduce the error.',
  ),
  'compile-failed': entry(
    'code',
    ({ count, total }) => `failed to compile ${count} of ${total} ${total === 1 ? 'handler' : 'handlers'}`,
    () => 'Fix the errors above and try again. Nothing was written.',
  ),
  'compile-error': entry(
    'code',
    ({ message }) => message,
    ({ message, workspace }) =>
      workspace !== null
        ? workspaceHelp(workspace)
        : /import lookup disabled by -mod=readonly/.test(message)
          ? `Run \`go get ${/providing package (\S+?):/.exec(message)?.[1] ?? './...'}\` in the module and commit go.mod and go.sum. lambdazip does not change them.`
          : /build constraints exclude all Go files/.test(message)
            ? 'If the code imports "C", set `go.cgo`; for other constraints, check `go.tags`.'
            : null,
  ),
  'go-sum-missing': entry(
    'code',
    ({ message }) => message,
    ({ workspace }) =>
      workspace !== null
        ? workspaceHelp(workspace)
        : 'Run `go mod tidy` in the module and commit go.mod and go.sum. lambdazip does not change them.',
  ),
  'go-killed': entry(
    'work',
    ({ signal }) => `\`go\` was killed by ${signal}`,
    () =>
      'If the machine ran out of memory, set GOMAXPROCS to compile less in parallel, or use a machine with more memory.',
  ),
  'program-damaged': entry(
    'work',
    ({ program }) => `${program} was modified or corrupted after go linked it`,
    () => 'Run the command again to relink it. If the error persists, check the disk.',
  ),
  'go-produced-nothing': entry(
    'defect',
    ({ program }) => `internal error: go reported success but did not write ${program}`,
    () => 'Run `lambdazip cache clear` and build again. If the error persists, report it.',
  ),
  'machine-settings-ignored': entry(
    'advice',
    ({ settings }) =>
      `this build ignores ${settings.length === 1 ? 'a setting' : 'settings'} of the environment that would change a plain \`go build\`: ${settings.join(', ')}`,
    ({ declare, unsupported }) => declarations(declare, unsupported).join(' '),
  ),
  'go-root-settings': entry(
    'machine',
    ({ file, settings }) =>
      `${file} changes every program that this Go installation builds, so other machines would build different bytes: ${settings.join(', ')}`,
    ({ file, settings, declare, unsupported }) =>
      [
        ...declarations(declare, unsupported),
        `Otherwise remove ${settings.length === 1 ? 'it' : 'them'} from ${file}, or put a different Go installation first on PATH.`,
      ].join(' '),
  ),
  'go-work-ignored': entry(
    'advice',
    ({ file, module }) => `this build ignores ${file}, which lists the module ${module}`,
    () => 'Set "go": { "work": true } to use it, as a plain `go build` does, or false to build without it.',
  ),
  'cgo-not-pinned': entry(
    'advice',
    () =>
      "cgo builds depend on this machine's C compiler and libraries, so they are not reproducible elsewhere",
    () => 'Build in a pinned container image, or remove `cgo` from the manifest.',
  ),
  'inputs-changed': entry(
    'advice',
    ({ paths }) =>
      `${firstOfMany(paths)} changed during the build, so an archive may contain old and new sources`,
    () => 'Build again while nothing writes to the sources. `--strict-inputs` makes this an error.',
  ),
  'inputs-unstable': entry(
    'work',
    ({ paths }) => `${firstOfMany(paths)} changed during the build; nothing was written`,
    () => 'Build again while nothing writes to the sources, or without `--strict-inputs`.',
  ),
  'trimpath-off': entry(
    'advice',
    () => "without `trimpath`, the programs contain this machine's directories",
    () => 'Remove `"trimpath": false` from the manifest to get the same bytes on every machine.',
  ),
};
