import { passedOn } from '../go/environment.js';
import type { InstalledGo } from '../go/toolchain.js';
import type { Host } from '../ports/host.js';
import type { Command } from '../ports/process-runner.js';

export interface IsolationOptions {
  /** A directory that only the rebuild uses; absolute. */
  readonly root: string;
  /** The installed go with the user's settings. */
  readonly installed: InstalledGo;
  /** Whether go may reuse compiled packages from the user's build cache. */
  readonly fast: boolean;
  /** How many compilers run in parallel (`-p` of go). */
  readonly parallel: number;
  /** The go commands of other releases, by the value of GOTOOLCHAIN; go finds missing ones itself. */
  readonly toolchains?: ReadonlyMap<string, string>;
}

/** Variables through which results of earlier builds could reach the rebuild. */
const left: ReadonlySet<string> = new Set([
  'HOME',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'GOENV',
  'GOFLAGS',
  'GOCACHE',
  'GOCACHEPROG',
  'GOMAXPROCS',
  'GOMEMLIMIT',
  'LAMBDAZIP_CACHE_DIR',
  'TMPDIR',
  'TZ',
]);

/** UTC+14, unlike almost any build machine: the output of go must not depend on the time zone. */
const timeZone = 'Pacific/Kiritimati';
const umask = 0o077;

/**
 * A host that resembles a different machine: a different home, temporary directory, time zone, umask and number of
 * compilers, and no cache except that of downloaded modules, which go.sum pins.
 */
export function isolatedHost(host: Host, options: IsolationOptions): Host {
  const { root, installed, fast, parallel } = options;
  const kept = Object.entries(host.environment).filter(([name]) => !left.has(name));
  const settings = passedOn
    .filter(({ from, name }) => from === 'go env' && name !== 'GOCACHEPROG' && name !== 'GOCACHE')
    .map(({ name }): [string, string] => [name, installed.goEnv[name] ?? ''])
    .filter(([, value]) => value !== '');
  const goCache = fast ? (installed.goEnv.GOCACHE ?? `${root}/go-build`) : `${root}/go-build`;
  return {
    ...host,
    environment: {
      ...Object.fromEntries(kept),
      ...Object.fromEntries(settings),
      GOCACHE: goCache,
      // Flags that change bytes are already removed: see `passedFlags`. If a flag is repeated, go uses the last one.
      GOFLAGS: [installed.goEnv.GOFLAGS ?? '', `-p=${parallel}`].join(' ').trim(),
      // The user's settings file was already read into `goEnv`.
      GOENV: 'off',
      HOME: `${root}/home`,
      TMPDIR: `${root}/tmp`,
    },
    temporaryDirectory: `${root}/tmp`,
    workingDirectory: root,
    processes: { run: (command) => host.processes.run(isolatedCommand(command, options)) },
  };
}

function isolatedCommand(command: Command, { toolchains }: IsolationOptions): Command {
  const [asked, ...words] = command.argv;
  const own = toolchains?.get(command.environment.GOTOOLCHAIN ?? '');
  return {
    ...command,
    argv: [own ?? asked, ...words],
    umask,
    environment: {
      ...command.environment,
      ...(own === undefined ? {} : { GOTOOLCHAIN: 'local' }),
      TZ: timeZone,
    },
  };
}
