import { entry } from './catalog-entry.js';

function workspaceHelp(file: string): string {
  return `${file} has this module, and the build does not use it: set "go": { "work": true }.`;
}

/** What can go wrong with the go command and with the code that it compiles. */
export const goCatalog = {
  'go-not-found': entry<Record<never, never>>(
    'machine',
    () => 'there is no go command, neither on PATH nor in GOROOT/bin',
    () => 'Install Go (https://go.dev/dl) and make sure that `go version` works in this shell.',
  ),
  'go-unusable': entry<{ program: string; output: string }>(
    'machine',
    ({ program, output }) => `${program} does not work: ${output}`,
    () => 'Run `go env` by hand; it must succeed before anything can be built.',
  ),
  'go-cache-unusable': entry<{ reason: string }>(
    'machine',
    ({ reason }) => `go has no cache that it can use: ${reason}`,
    () =>
      "Set HOME to a directory that can be written, or set GOCACHE (and GOMODCACHE) for go's caches, and lambdazip's own with `--cache-dir` or LAMBDAZIP_CACHE_DIR.",
  ),
  'go-too-old': entry<{ found: string; needed: string; why: string }>(
    'machine',
    ({ found, needed, why }) => `Go ${needed} is needed, and this build would use ${found}: ${why}`,
    ({ needed }) =>
      `Install Go ${needed} or newer, or let go download one: set "go": { "version": "${needed}" }.`,
  ),
  'go-toolchain-unavailable': entry<{ version: string; output: string }>(
    'machine',
    ({ version, output }) => `the toolchain go${version} cannot be had: ${output}`,
    () =>
      'Check that the release exists and that GOPROXY is reachable, or change `go.version`. Go 1.21 or newer must be installed to download others.',
  ),
  'go-toolchain-differs': entry<{ module: string; wanted: string; found: string }>(
    'advice',
    ({ module, wanted, found }) => `${module} asks for the toolchain go${wanted}, and go${found} compiles`,
    ({ wanted }) => `Pin it for everybody: "go": { "version": "${wanted}" }.`,
  ),
  'go-list-failed': entry<{ directory: string; output: string }>(
    'code',
    ({ directory, output }) => `go cannot list the packages of ${directory}: ${output}`,
    () => "This is the go command's own message; `go list ./...` in that directory gives it again.",
  ),
  'compile-failed': entry<{ count: number; total: number }>(
    'code',
    ({ count, total }) => `${count} of ${total} ${total === 1 ? 'handler' : 'handlers'} did not compile`,
    () => 'Mend the Go source; nothing was written.',
  ),
  'compile-error': entry<{ message: string; workspace?: string | undefined }>(
    'code',
    ({ message }) => message,
    ({ message, workspace }) =>
      workspace !== undefined
        ? workspaceHelp(workspace)
        : /import lookup disabled by -mod=readonly/.test(message)
          ? `Run \`go get ${/providing package (\S+?):/.exec(message)?.[1] ?? './...'}\` in the module and commit go.mod and go.sum; builds here never change them.`
          : /build constraints exclude all Go files/.test(message)
            ? 'This is the go command\'s own message. Code that imports "C" needs `go.cgo`; other constraints may need `go.tags`.'
            : "This is the go command's own message.",
  ),
  'go-sum-missing': entry<{ message: string; workspace?: string | undefined }>(
    'code',
    ({ message }) => message,
    ({ workspace }) =>
      workspace !== undefined
        ? workspaceHelp(workspace)
        : 'Run `go mod tidy` in the module and commit go.mod and go.sum; builds here never change them.',
  ),
  'go-killed': entry<{ signal: string }>(
    'work',
    ({ signal }) => `the go command was ended by ${signal}`,
    () =>
      'Often the machine ran out of memory: build with fewer programs at once (GOMAXPROCS), or with more memory.',
  ),
  'program-damaged': entry<{ program: string }>(
    'work',
    ({ program }) => `${program} is not what go linked there: it was damaged since`,
    () => 'Run it again: the program is linked anew. If it comes back, look at the disk.',
  ),
  'go-produced-nothing': entry<{ program: string }>(
    'defect',
    ({ program }) => `go reported success, but the program ${program} is not there`,
    () => 'Clear the cache (`lambdazip cache clear`) and build again; if it comes back, please report it.',
  ),
  'machine-settings-ignored': entry<{
    count: number;
    settings: string;
    /** The settings of the manifest that declare them. */
    declare: string;
    /** Those that no setting of the manifest declares. */
    other: string;
  }>(
    'advice',
    ({ count, settings }) =>
      count === 1
        ? `a setting of this machine would change a plain \`go build\`, and this build ignores it: ${settings}`
        : `settings of this machine would change a plain \`go build\`, and this build ignores them: ${settings}`,
    ({ declare, other }) =>
      [
        ...(declare === ''
          ? []
          : [`If the programs need this, set it in the manifest, for every machine: ${declare}.`]),
        ...(other === '' ? [] : [`The manifest has no setting for ${other}.`]),
      ].join(' '),
  ),
  'go-root-settings': entry<{ file: string; settings: string; declare: string; other: string }>(
    'machine',
    ({ file, settings }) =>
      `${file} changes every program that this go builds, so a different machine would build different bytes: ${settings}`,
    ({ file, declare, other }) =>
      [
        ...(declare === ''
          ? []
          : [`If the programs need this, set it in the manifest, for every machine: ${declare}.`]),
        ...(other === '' ? [] : [`The manifest has no setting for ${other}.`]),
        `Otherwise remove it from ${file}, or put a different go first on PATH.`,
      ].join(' '),
  ),
  'go-work-ignored': entry<{ file: string; module: string }>(
    'advice',
    ({ file, module }) => `${file} has the module ${module}, and this build does not use it`,
    () =>
      'Set "go": { "work": true } to build with it as a plain `go build` does, or false to build without it.',
  ),
  'cgo-not-pinned': entry<Record<never, never>>(
    'advice',
    () => 'with `cgo` the C compiler and libraries of this machine have a part in the bytes',
    () => 'Build in one pinned image to get the same bytes again, or leave `cgo` out.',
  ),
  'inputs-changed': entry<{ paths: string }>(
    'advice',
    ({ paths }) => `${paths} changed during the build: an archive may mix two states of the sources`,
    () => 'Build again when nothing writes to the sources. `--strict-inputs` makes this an error.',
  ),
  'inputs-unstable': entry<{ paths: string }>(
    'work',
    ({ paths }) => `${paths} changed during the build, and nothing was written`,
    () => 'Build again when nothing writes to the sources, or without `--strict-inputs`.',
  ),
  'trimpath-off': entry<Record<never, never>>(
    'advice',
    () => 'without `trimpath` the programs hold the directories of this machine',
    () => 'Leave `trimpath` at true to get the same bytes on every machine.',
  ),
} as const;
