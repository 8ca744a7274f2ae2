import type { Host } from '../ports/host.js';
import type { Command } from '../ports/process-runner.js';
import { buildArguments, commonArguments } from './build-arguments.js';
import { decidedVariables, inheritedVariables } from './environment.js';
import type { ListCall } from './go-list.js';
import type { GoMachine, GoRun, GoSetup, RunDirectories } from './go-run.js';
import type { GoModule } from './module.js';
import type { InstalledGo } from './toolchain.js';

/** The `go build` command of a run on this machine. */
export function buildCommand(
  run: GoRun,
  { output, temporary }: RunDirectories,
): Pick<Command, 'argv' | 'workingDirectory' | 'environment'> {
  const { module, settings, toolchain, programs } = run;
  return {
    argv: [
      toolchain.program,
      ...buildArguments(settings, toolchain.version, output),
      '--',
      ...programs.flatMap((program) => program.arguments),
    ],
    workingDirectory: module.root,
    environment: { ...goEnvironment(run), GOTMPDIR: temporary },
  };
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
