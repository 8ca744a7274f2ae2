import { passedOn } from '../go/environment.js';
import type { InstalledGo } from '../go/toolchain.js';
import type { Host } from '../ports/host.js';
import type { Command } from '../ports/process-runner.js';

export interface IsolationOptions {
  /** A directory of the rebuild's own; absolute. */
  readonly root: string;
  /** go as it is on this machine, with the user's settings. */
  readonly installed: InstalledGo;
  /** Whether go may take compiled packages from the user's own build cache. */
  readonly fast: boolean;
  /** How many compilers run at once (`-p` of go). */
  readonly parallel: number;
  /** The go commands of other releases, by the value of GOTOOLCHAIN; those that are missing are go's to find. */
  readonly toolchains?: ReadonlyMap<string, string>;
}

/** Variables that would lead back to what the user's own builds left behind. */
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

/** Half a day and more from every other zone; go and its children must not care. */
const timeZone = 'Pacific/Kiritimati';
const umask = 0o077;

/**
 * This machine, as a build on another one would find it: another home, directory for temporary files, time zone
 * and umask, another number of compilers, and no cache but that of downloaded modules, which go.sum pins.
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
      // Without what changes bytes: see `passedFlags`. Of several flags of one name go takes the last.
      GOFLAGS: [installed.goEnv.GOFLAGS ?? '', `-p=${parallel}`].join(' ').trim(),
      // The user's own file of settings was read above.
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
