import { relative } from 'pathe';
import type { Host } from '../ports/host.js';
import type { Command } from '../ports/process-runner.js';
import { buildArguments, commonArguments } from './build-arguments.js';
import { decidedVariables, inheritedVariables } from './environment.js';
import type { ListCall } from './go-list.js';
import {
  argumentsOf,
  type GoMachine,
  type GoRun,
  type GoSetup,
  type Multicall,
  type RunDirectories,
} from './go-run.js';
import type { GoModule } from './module.js';
import { multicallSettings } from './multicall-settings.js';
import type { InstalledGo } from './toolchain.js';

/** The `go build` command of a run on this machine. */
export function buildCommand(
  run: GoRun,
  { output, temporary }: RunDirectories,
): Pick<Command, 'argv' | 'workingDirectory' | 'environment'> {
  const { module, toolchain } = run;
  const multicall = multicallOf(run);
  const overlay = multicall === null ? null : multicallPaths(temporary).overlay;
  const root = multicall === null ? undefined : linkedRoot(multicall, temporary);
  return {
    argv: [root === undefined ? toolchain.program : `${root}/bin/go`, ...runArguments(run, output, overlay)],
    workingDirectory: module.root,
    environment: {
      ...goEnvironment(run),
      GOTMPDIR: temporary,
      ...(root === undefined ? {} : { GOROOT: root, GOTOOLCHAIN: 'local' }),
    },
  };
}

/**
 * The arguments of the `go build` of a run.
 *
 * @param overlay the value of `-overlay`; null for a run that needs none
 */
export function runArguments(run: GoRun, output: string, overlay: string | null): string[] {
  const { module, settings, toolchain, programs } = run;
  const multicall = multicallOf(run);
  if (multicall === null) {
    return [...buildArguments(settings, toolchain.version, output), '--', ...argumentsOf(programs)];
  }
  const mains = programs.flatMap((program) => program.mains.map(({ importPath }) => importPath));
  return [
    ...buildArguments(multicallSettings(settings, mains), toolchain.version, output, mains),
    ...(overlay === null ? [] : ['-overlay', overlay]),
    '--',
    `./${relative(module.root, multicall.directory)}`,
  ];
}

/** The multicall program of a run, which then builds no other; null if it builds each main package on its own. */
export function multicallOf({ programs }: Pick<GoRun, 'programs'>): Multicall | null {
  return programs.find(({ multicall }) => multicall !== null)?.multicall ?? null;
}

/** Where the generated sources of a multicall program are written, below GOTMPDIR. */
export function multicallPaths(temporary: string): {
  readonly directory: string;
  readonly overlay: string;
  readonly root: string;
} {
  const directory = `${temporary}/multicall`;
  return { directory, overlay: `${directory}/overlay.json`, root: `${directory}/goroot` };
}

/**
 * The link to the GOROOT that compiles a multicall program; undefined if go runs from its own place. go refuses to
 * replace files below GOMODCACHE, where toolchains that it downloaded are.
 */
export function linkedRoot({ root }: Multicall, temporary: string): string | undefined {
  return root.isInModuleCache ? multicallPaths(temporary).root : undefined;
}

/** The setup for `go list`, which needs only the root of the module. */
export type ListSetup = Omit<GoSetup, 'module'> & { readonly module: Pick<GoModule, 'root'> };

/** The parameters with which `go list` sees the same packages as `go build`. */
export function listCall(setup: ListSetup, signal: AbortSignal | undefined): Omit<ListCall, 'patterns'> {
  const { module, settings, toolchain } = setup;
  return {
    program: toolchain.program,
    workingDirectory: module.root,
    environment: goEnvironment(setup),
    arguments: commonArguments(settings),
    signal,
  };
}

/** The settings that go gets from this environment. */
export function goMachine(
  host: Pick<Host, 'environment' | 'platform'>,
  { goEnv, envFile }: Pick<InstalledGo, 'goEnv' | 'envFile'>,
  cgo: boolean,
): GoMachine {
  const { environment, platform } = host;
  const machine = { environment, goEnv, envFile, windows: platform === 'win32' };
  return { variables: inheritedVariables(machine, cgo), flags: goEnv.GOFLAGS ?? '' };
}

/** The complete environment of go, without GOTMPDIR: only a build creates that directory, and go fails if it is missing. */
export function goEnvironment(setup: Omit<GoSetup, 'module'>): Record<string, string> {
  return { ...setup.machine.variables, ...decidedBy(setup) };
}

/** The names of the variables for go whose values come from this environment. */
export function inheritedNames(setup: Omit<GoSetup, 'module'>): string[] {
  const decided = decidedBy(setup);
  return Object.keys(setup.machine.variables).filter((name) => !Object.hasOwn(decided, name));
}

function decidedBy({ settings, toolchain, machine }: Omit<GoSetup, 'module'>): Record<string, string> {
  return decidedVariables(settings, toolchain.selection, machine.flags);
}
