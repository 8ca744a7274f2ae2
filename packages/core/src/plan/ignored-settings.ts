import { compareStrings } from '../bytes/compare.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { BuildSettings } from '../go/build-settings.js';
import type { InstalledGo, Toolchain } from '../go/toolchain.js';
import { architectureNames, architectures, microarchitectureVariables } from '../lambda/architectures.js';
import { splitFlags } from '../manifest/flags.js';

/** One way in which a plan builds programs. */
export interface PlannedBuild {
  readonly settings: BuildSettings;
  readonly toolchain: Pick<Toolchain, 'version'>;
}

/** A setting in the environment that would change a plain `go build`. */
interface MachineSetting {
  /** The manifest setting that declares it; null if lambdazip does not support it. */
  readonly instead: string | null;
  /** Whether a build of the plan differs from this value. */
  readonly differs: (value: string, build: PlannedBuild) => boolean;
}

/** Variables that change the result of a plain `go build` and are not passed on. GOFLAGS has its own table. */
export const ignoredVariables: ReadonlyMap<string, MachineSetting> = new Map<string, MachineSetting>([
  ['GOOS', { instead: null, differs: (value) => value !== 'linux' }],
  ['GOARCH', { instead: 'architecture', differs: (value, { settings }) => value !== settings.architecture }],
  ...microarchitectureSettings(),
  [
    'GOTOOLCHAIN',
    {
      instead: 'go.version',
      differs: (value, { toolchain }) => {
        const release = /^go(\d[^+]*)/.exec(value)?.[1];
        return release !== undefined && release !== toolchain.version;
      },
    },
  ],
  ['GOROOT', { instead: 'go.version', differs: () => true }],
  ['GOEXPERIMENT', fromEnv('GOEXPERIMENT', '')],
  ['GOFIPS140', fromEnv('GOFIPS140', 'off')],
  ['GODEBUG', fromEnv('GODEBUG', '')],
  ['GOCOMPILEDEBUG', { instead: 'go.gcflags', differs: () => true }],
  ['GO111MODULE', { instead: null, differs: (value) => value === 'off' }],
  [
    'GOWORK',
    {
      instead: 'go.work',
      differs: (value, { settings }) => value !== 'auto' && value !== 'off' && value !== settings.work,
    },
  ],
  ['CGO_ENABLED', { instead: 'go.cgo', differs: (value, { settings }) => (value === '1') !== settings.cgo }],
  [
    'GO_EXTLINK_ENABLED',
    { instead: 'go.ldflags', differs: (value, { settings }) => value === '1' || settings.cgo },
  ],
  ...['CGO_CFLAGS', 'CGO_CPPFLAGS', 'CGO_CXXFLAGS', 'CGO_FFLAGS', 'CGO_LDFLAGS'].flatMap((name) =>
    ['', '_ALLOW', '_DISALLOW'].map((end): [string, MachineSetting] => [
      `${name}${end}`,
      withCgo(fromEnv(`${name}${end}`, '')),
    ]),
  ),
  // Read by the C compiler itself.
  ['CPATH', withCgo({ instead: 'go.env.CGO_CFLAGS', differs: () => true })],
  ['C_INCLUDE_PATH', withCgo({ instead: 'go.env.CGO_CFLAGS', differs: () => true })],
  ['CPLUS_INCLUDE_PATH', withCgo({ instead: 'go.env.CGO_CXXFLAGS', differs: () => true })],
  ['LIBRARY_PATH', withCgo({ instead: 'go.env.CGO_LDFLAGS', differs: () => true })],
]);

/** Variables of `go env` that do not affect programs for Lambda, and are neither passed on nor reported. */
export const withoutEffect: ReadonlySet<string> = new Set([
  // Results of `go env`, not settings.
  ...['GOEXE', 'GOGCCFLAGS', 'GOHOSTARCH', 'GOHOSTOS', 'GOMOD', 'GOTOOLDIR', 'GOVERSION', 'GOTELEMETRYDIR'],
  // For other processors, and for a compiler that is not used.
  ...['GO386', 'GOARM', 'GOMIPS', 'GOMIPS64', 'GOPPC64', 'GORISCV64', 'GOWASM', 'GCCGO', 'AR'].filter(
    (name) => !microarchitectureVariables.includes(name),
  ),
  // Locations: for `go install`, for caches that are passed on, for temporary files, and of the file that go env -w
  // writes.
  ...['GOBIN', 'GOPATH', 'GOTMPDIR', 'GOENV', 'GOTELEMETRY'],
]);

/** Build flags in GOFLAGS that change the result of a plain `go build`. */
export const ignoredFlags: ReadonlyMap<string, MachineSetting> = new Map<string, MachineSetting>([
  [
    'tags',
    {
      instead: 'go.tags',
      differs: (value, { settings }) =>
        value.split(/[\s,]+/).some((tag) => tag !== '' && !settings.tags.includes(tag)),
    },
  ],
  ['ldflags', { instead: 'go.ldflags', differs: differsInLinkerFlags }],
  [
    'gcflags',
    { instead: 'go.gcflags', differs: (value, { settings }) => !isPart(value, settings.gcflags, []) },
  ],
  ['asmflags', { instead: null, differs: (value) => value !== '' }],
  ['mod', { instead: 'go.mod', differs: (value, { settings }) => value !== '' && value !== settings.mod }],
  ['modfile', { instead: null, differs: (value) => value !== '' }],
  ['overlay', { instead: null, differs: (value) => value !== '' }],
  ['pgo', { instead: 'go.pgo', differs: (value, { settings }) => value !== '' && value !== settings.pgo }],
  [
    'trimpath',
    { instead: 'go.trimpath', differs: (value, { settings }) => isOn(value) !== settings.trimpath },
  ],
  ['race', { instead: null, differs: isOn }],
  ['msan', { instead: null, differs: isOn }],
  ['asan', { instead: null, differs: isOn }],
  ['cover', { instead: null, differs: isOn }],
  ['covermode', { instead: null, differs: (value) => value !== '' }],
  ['coverpkg', { instead: null, differs: (value) => value !== '' }],
  ['linkshared', { instead: null, differs: isOn }],
  ['toolexec', { instead: null, differs: (value) => value !== '' }],
  ['buildmode', { instead: null, differs: (value) => value !== '' && !/^(default|exe)$/.test(value) }],
  ['compiler', { instead: null, differs: (value) => value !== '' && value !== 'gc' }],
]);

/** Build flags that do not affect programs, are passed on, or are documented as set by lambdazip (-buildvcs). */
export const flagsWithoutEffect: ReadonlySet<string> = new Set([
  ...['C', 'a', 'n', 'p', 'v', 'work', 'x', 'json', 'modcacherw', 'buildvcs'],
  ...['installsuffix', 'pkgdir', 'gccgoflags'],
]);

/** Warns about settings in the environment that would change a plain `go build` but that a build of the plan ignores. */
export function ignoredSettings(
  own: InstalledGo['own'],
  builds: readonly PlannedBuild[],
): Diagnostic | undefined {
  const found = differingSettings(own, builds);
  return found.length === 0 ? undefined : diagnose('machine-settings-ignored', shownSettings(found));
}

/**
 * Refuses defaults in GOROOT/go.env that change the result of a build of the plan. go uses them for each variable that
 * is unset or empty, whatever GOENV is, and some variables have no value for "none". So they can only be refused, or
 * declared in the manifest for every environment.
 */
export function rootSettings(
  { rootFile, goEnv }: Pick<InstalledGo, 'rootFile' | 'goEnv'>,
  builds: readonly (PlannedBuild & { readonly toolchain: Pick<Toolchain, 'selection'> })[],
): Diagnostic | undefined {
  // A release that go downloads has its own GOROOT.
  const affected = builds.filter(({ toolchain }) => toolchain.selection === 'local');
  const effective = Object.entries(rootFile.variables).filter(
    ([name]) => (name === 'GOFLAGS' && !goEnv.GOFLAGS) || takenFromRoot.has(name),
  );
  const found = differingSettings(Object.fromEntries(effective), affected);
  return found.length === 0
    ? undefined
    : diagnose('go-root-settings', { file: rootFile.path, ...shownSettings(found) });
}

/** The variables of `ignoredVariables` that go reads from its files and that builds do not always set. */
const takenFromRoot: ReadonlySet<string> = new Set([
  ...['GOEXPERIMENT', 'GOFIPS140', ...microarchitectureVariables],
  ...['CGO_CFLAGS', 'CGO_CPPFLAGS', 'CGO_CXXFLAGS', 'CGO_FFLAGS', 'CGO_LDFLAGS'],
]);

interface FoundSetting {
  readonly name: string;
  readonly setting: string;
  readonly instead: string | null;
}

function differingSettings(
  own: Readonly<Record<string, string>>,
  builds: readonly PlannedBuild[],
): readonly FoundSetting[] {
  const found: FoundSetting[] = [];
  for (const [name, { instead, differs }] of ignoredVariables) {
    const value = Object.hasOwn(own, name) ? (own[name] ?? '') : '';
    if (value === '' || !builds.some((build) => differs(value, build))) continue;
    found.push({ name, setting: `${name}=${value}`, instead });
  }
  for (const [name, value] of flagsOf(own.GOFLAGS ?? '')) {
    const row = ignoredFlags.get(name);
    if (row === undefined || !builds.some((build) => row.differs(value, build))) continue;
    const setting = `GOFLAGS=-${name}${value === '' ? '' : `=${value}`}`;
    found.push({ name: `-${name}`, setting, instead: row.instead });
  }
  return found;
}

function shownSettings(found: readonly FoundSetting[]): {
  readonly settings: readonly string[];
  readonly declare: readonly string[];
  readonly unsupported: readonly string[];
} {
  const declared = found.flatMap(({ instead }) => (instead === null ? [] : [instead]));
  return {
    settings: found.map(({ setting }) => setting),
    declare: [...new Set(declared)],
    unsupported: found.flatMap(({ name, instead }) => (instead === null ? [name] : [])),
  };
}

/** The flags in a GOFLAGS by name, without dashes. If a flag is repeated, go uses the last one. */
function flagsOf(text: string): Map<string, string> {
  const split = splitFlags(text);
  const flags = split.kind === 'flags' ? split.flags : [];
  return new Map(
    flags.flatMap((flag): [string, string][] => {
      const [, name, value = ''] = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(flag) ?? [];
      return name === undefined ? [] : [[name, value]];
    }),
  );
}

function isOn(value: string): boolean {
  return !/^(0|f|false)$/i.test(value);
}

/** Sorted by the names of go's variables. */
function microarchitectureSettings(): readonly (readonly [string, MachineSetting])[] {
  return architectureNames
    .map((each) => {
      const { goarch, microarchitecture } = architectures[each];
      const { variable, setting, baseline } = microarchitecture;
      const differs: MachineSetting['differs'] = (value, { settings }) =>
        settings.architecture === goarch && value !== (settings.microarchitecture ?? baseline);
      return [variable, { instead: `go.${setting}`, differs }] as const;
    })
    .sort(([a], [b]) => compareStrings(a, b));
}

function fromEnv(name: string, usual: string): MachineSetting {
  return {
    instead: `go.env.${name}`,
    differs: (value, { settings }) =>
      value !== (Object.hasOwn(settings.env, name) ? settings.env[name] : usual),
  };
}

function withCgo({ instead, differs }: MachineSetting): MachineSetting {
  return { instead, differs: (value, build) => build.settings.cgo && differs(value, build) };
}

function differsInLinkerFlags(value: string, { settings }: PlannedBuild): boolean {
  return !isPart(value, settings.ldflags, settings.strip ? ['-s', '-w'] : []);
}

/** Whether the flags, except those that lambdazip sets, are a contiguous part of others. */
function isPart(text: string, flags: readonly string[], given: readonly string[]): boolean {
  const split = splitFlags(text);
  if (split.kind === 'malformed') return false;
  const rest = split.flags.filter((flag) => !given.includes(flag));
  return `\0${flags.join('\0')}\0`.includes(rest.length === 0 ? '\0' : `\0${rest.join('\0')}\0`);
}
