import { compareStrings } from '../bytes/compare.js';
import { architectureOfGoarch, architectures } from '../lambda/architectures.js';
import type { BuildSettings } from './build-settings.js';

/** A user's variable that is passed on to go, and why it may be: none of them can change a binary. */
export interface PassedOn {
  /** A name, or a prefix if it ends in `*`. */
  readonly name: string;
  readonly reason: string;
  /** Its source: go's own resolved value, or the environment. */
  readonly from: 'go env' | 'environment';
  readonly only?: 'windows' | 'cgo';
}

/** The complete table of inherited variables; nothing else is inherited. */
export const passedOn: readonly PassedOn[] = [
  { name: 'GOPROXY', from: 'go env', reason: 'the source of modules; go.sum pins their contents' },
  { name: 'GONOPROXY', from: 'go env', reason: 'modules that bypass the proxy' },
  { name: 'GOPRIVATE', from: 'go env', reason: 'modules that are not public' },
  { name: 'GONOSUMDB', from: 'go env', reason: 'modules that are not in the checksum database' },
  { name: 'GOSUMDB', from: 'go env', reason: 'the checksum database to use' },
  { name: 'GOINSECURE', from: 'go env', reason: 'modules that may come without TLS; go.sum still pins them' },
  { name: 'GOVCS', from: 'go env', reason: 'which version control systems may be used' },
  { name: 'GOAUTH', from: 'go env', reason: 'credentials for private modules' },
  { name: 'GOCACHE', from: 'go env', reason: "go's build cache, keyed by content" },
  { name: 'GOMODCACHE', from: 'go env', reason: 'downloaded modules, checked against go.sum' },
  { name: 'GOCACHEPROG', from: 'go env', reason: 'a shared build cache, keyed by content' },
  {
    name: 'GOMAXPROCS',
    from: 'environment',
    reason: 'the number of parallel compilers; does not change the output',
  },
  {
    name: 'GOMEMLIMIT',
    from: 'environment',
    reason: 'the memory limit of compilers; does not change the output',
  },
  { name: 'HOME', from: 'environment', reason: '.netrc and ssh keys for private modules' },
  { name: 'XDG_CONFIG_HOME', from: 'environment', reason: "git's configuration for private modules" },
  { name: 'PATH', from: 'environment', reason: 'git and other programs that go runs' },
  { name: 'USER', from: 'environment', reason: 'ssh to private modules' },
  { name: 'LOGNAME', from: 'environment', reason: 'ssh to private modules' },
  { name: 'GIT_*', from: 'environment', reason: "git's settings for private modules" },
  { name: 'SSH_AUTH_SOCK', from: 'environment', reason: 'the SSH agent, for private modules' },
  { name: 'SSH_AGENT_PID', from: 'environment', reason: 'the SSH agent, for private modules' },
  { name: 'NETRC', from: 'environment', reason: 'a different path of .netrc' },
  { name: 'HTTP_PROXY', from: 'environment', reason: 'network proxies' },
  { name: 'HTTPS_PROXY', from: 'environment', reason: 'network proxies' },
  { name: 'NO_PROXY', from: 'environment', reason: 'network proxies' },
  { name: 'ALL_PROXY', from: 'environment', reason: 'network proxies' },
  { name: 'http_proxy', from: 'environment', reason: 'network proxies' },
  { name: 'https_proxy', from: 'environment', reason: 'network proxies' },
  { name: 'no_proxy', from: 'environment', reason: 'network proxies' },
  { name: 'all_proxy', from: 'environment', reason: 'network proxies' },
  { name: 'SSL_CERT_FILE', from: 'environment', reason: 'certificates that are trusted' },
  { name: 'SSL_CERT_DIR', from: 'environment', reason: 'certificates that are trusted' },
  { name: 'TMPDIR', from: 'environment', reason: 'temporary files' },
  { name: 'SystemRoot', from: 'environment', only: 'windows', reason: 'programs do not start without it' },
  { name: 'USERPROFILE', from: 'environment', only: 'windows', reason: 'the home directory' },
  { name: 'LOCALAPPDATA', from: 'environment', only: 'windows', reason: 'the parent of caches' },
  { name: 'APPDATA', from: 'environment', only: 'windows', reason: 'the parent of configuration' },
  { name: 'PATHEXT', from: 'environment', only: 'windows', reason: 'the extensions of programs' },
  { name: 'ComSpec', from: 'environment', only: 'windows', reason: 'programs that git runs' },
  { name: 'TEMP', from: 'environment', only: 'windows', reason: 'temporary files' },
  { name: 'TMP', from: 'environment', only: 'windows', reason: 'temporary files' },
  { name: 'CC', from: 'environment', only: 'cgo', reason: 'the C compiler, which the build needs' },
  { name: 'CXX', from: 'environment', only: 'cgo', reason: 'the C++ compiler, which the build needs' },
  { name: 'FC', from: 'environment', only: 'cgo', reason: 'the Fortran compiler, which the build needs' },
  { name: 'PKG_CONFIG*', from: 'environment', only: 'cgo', reason: 'the location of C libraries' },
];

/**
 * The flags in GOFLAGS that are passed on: `-modcacherw` and `-p` do not change any byte, so they are not in the
 * provenance either; see `recordedValue`.
 */
export function passedFlags(goFlags: string): string {
  return goFlags
    .split(/\s+/)
    .map((flag) => flag.replace(/^(['"])(.*)\1$/, '$2'))
    .filter((flag) => /^--?(modcacherw(=\w+)?|p=\d+)$/.test(flag))
    .join(' ');
}

/** Whether a variable is in the table and no C compiler reads it. The manifest can set some of these too. */
export function changesNoByte(name: string): boolean {
  return passedOn.some((row) => row.only !== 'cgo' && isNamed(row.name, name));
}

/** Whether a variable is inherited for the C compiler, and so affects cgo's output. */
export function changesWithCgo(name: string): boolean {
  return passedOn.some((row) => row.only === 'cgo' && isNamed(row.name, name));
}

function isNamed(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/** The recorded value of a variable that lambdazip sets: the same on every machine. */
export function recordedValue(name: string, value: string): string {
  return name === 'GOFLAGS' ? '' : value;
}

/** The environment of this machine: the variables of the calling process, and go's own resolved ones. */
export interface MachineVariables {
  readonly environment: Readonly<Record<string, string>>;
  readonly goEnv: Readonly<Record<string, string>>;
  /** Variables set with `go env -w`; the environment takes precedence. */
  readonly envFile?: Readonly<Record<string, string>> | undefined;
  readonly windows: boolean;
}

/** The variables in the table that are set in this environment. */
export function inheritedVariables(machine: MachineVariables, cgo: boolean): Record<string, string> {
  const variables = new Map<string, string>();
  for (const row of passedOn) {
    if (row.only === 'windows' && !machine.windows) continue;
    if (row.only === 'cgo' && !cgo) continue;
    const own = row.only === 'cgo' ? { ...machine.envFile, ...machine.environment } : machine.environment;
    const source = row.from === 'go env' ? machine.goEnv : own;
    for (const [name, value] of matching(row.name, source, machine.windows)) {
      if (value !== '') variables.set(name, value);
    }
  }
  return Object.fromEntries(variables);
}

function matching(
  wanted: string,
  source: Readonly<Record<string, string>>,
  windows: boolean,
): [name: string, value: string][] {
  // Windows ignores the case of names (`Path`); go and git look for them as written here.
  const fold = (name: string) => (windows ? name.toUpperCase() : name);
  if (wanted.endsWith('*')) {
    const prefix = fold(wanted.slice(0, -1));
    return Object.entries(source).filter(([name]) => fold(name).startsWith(prefix));
  }
  return Object.entries(source)
    .filter(([name]) => fold(name) === fold(wanted))
    .map(([, value]) => [wanted, value]);
}

/**
 * The variables that determine what go builds. All of them are set, regardless of the environment.
 *
 * @param flags the value for GOFLAGS: see `passedFlags`
 */
export function decidedVariables(
  settings: BuildSettings,
  toolchain: string,
  flags = '',
): Record<string, string> {
  const { variable } = architectures[architectureOfGoarch(settings.architecture)].microarchitecture;
  return {
    ...settings.env,
    GOOS: 'linux',
    GOARCH: settings.architecture,
    ...(settings.microarchitecture === null ? {} : { [variable]: settings.microarchitecture }),
    CGO_ENABLED: settings.cgo ? '1' : '0',
    // Otherwise an object file that the linker does not recognize makes it start the C compiler.
    ...(settings.cgo ? {} : { GO_EXTLINK_ENABLED: '0' }),
    GOFLAGS: flags,
    GOENV: 'off',
    GOWORK: settings.work,
    GOTOOLCHAIN: toolchain,
    GO111MODULE: 'on',
  };
}

/** An environment without credentials, for output and logs. */
export function shownEnvironment(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment)
      .sort(([a], [b]) => compareStrings(a, b))
      .map(([name, value]) => [
        name,
        /TOKEN|PASS|SECRET|CREDENTIAL|GIT_CONFIG_(VALUE|PARAMETERS)|GOAUTH/i.test(name)
          ? '***'
          : value.replace(/(?<=:\/\/)[^/@\s]*@/g, '***@'),
      ]),
  );
}
