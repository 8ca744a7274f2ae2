import { architectureNames, architectures } from '../lambda/architectures.js';

/**
 * What `go.env` may set: variables that change the program, or say where modules come from, which go.sum pins. None of
 * them names a program to start, a cache or a directory.
 */
const accepted: ReadonlySet<string> = new Set([
  'GOEXPERIMENT',
  'GOFIPS140',
  'GODEBUG',
  'GOPROXY',
  'GOPRIVATE',
  'GONOPROXY',
  'GONOSUMDB',
  'GOSUMDB',
  'GOINSECURE',
  'GOVCS',
]);

/** What it may set with cgo, where the C compiler is part of the build. */
const acceptedWithCgo = /^(CC|CXX|CGO_[A-Z_]+|PKG_CONFIG|PKG_CONFIG_[A-Z_]+)$/;

/** What lambdazip itself sets for go, and the setting that changes it. */
const instead: ReadonlyMap<string, string> = new Map([
  ['GOOS', 'Lambda runs Linux; remove it.'],
  ['GOARCH', 'Use the setting `architecture`.'],
  ...architectureNames.map((each) => {
    const { variable, setting } = architectures[each].microarchitecture;
    return [variable, `Use the setting \`go.${setting}\`.`] as const;
  }),
  ['CGO_ENABLED', 'Use the setting `go.cgo`.'],
  ['GOFLAGS', 'Use the settings of `go`, such as `tags`, `ldflags` and `mod`.'],
  ['GOENV', "Write the variables themselves under `go.env`; a user's own go/env file is not read."],
  ['GOWORK', 'Use the setting `go.work`.'],
  ['GOTOOLCHAIN', 'Use the setting `go.version`.'],
  ['GOROOT', 'Use the setting `go.version`, or put the go that you mean first on PATH.'],
  ['GO111MODULE', 'lambdazip builds only modules; remove it.'],
  ['GO_EXTLINK_ENABLED', 'Use the setting `go.cgo`, and `-linkmode` in `go.ldflags`.'],
  ['GOTMPDIR', 'Set TMPDIR in the environment of lambdazip, or use `--cache-dir`.'],
  ['GOCACHE', 'Set it in the environment of lambdazip.'],
  ['GOMODCACHE', 'Set it in the environment of lambdazip.'],
  ['GOPATH', 'Set GOMODCACHE in the environment of lambdazip.'],
  ['GOCACHEPROG', 'Set it in the environment of lambdazip.'],
  ['GOAUTH', 'Set it in the environment of lambdazip.'],
  ['PATH', 'Set it in the environment of lambdazip.'],
  ['PWD', 'Remove it; go runs in the directory of the module.'],
]);

/** Why `go.env` cannot set a variable, as what to do instead; undefined if it can. */
export function goEnvProblem(name: string, value: string, cgo: boolean): string | undefined {
  // The go command reads GODEBUG too: this setting lets it start what a relative directory of PATH has.
  if (name === 'GODEBUG' && value.includes('execerrdot')) {
    return 'Remove `execerrdot`: with it go would start programs from the current directory.';
  }
  if (accepted.has(name)) return undefined;
  const other = instead.get(name);
  if (other !== undefined) return other;
  if (acceptedWithCgo.test(name)) {
    return cgo ? undefined : 'It has an effect only with cgo: set `go.cgo` to true, or remove it.';
  }
  const names = [...accepted].join(', ');
  return `Remove it. \`go.env\` takes ${names}, and with \`go.cgo\` also CC, CXX, CGO_* and PKG_CONFIG*.`;
}
