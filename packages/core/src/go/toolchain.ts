import { failure } from '../diagnostics/diagnose.js';
import { microarchitectureVariables } from '../lambda/architectures.js';
import { executableNames, findProgram } from '../ports/find-program.js';
import type { Host } from '../ports/host.js';
import type { ProcessResult } from '../ports/process-runner.js';
import { inheritedVariables, passedFlags, passedOn } from './environment.js';
import { goVariables } from './json-output.js';
import { machineFailure } from './machine-failure.js';
import { compareGoVersions, parseGoVersion } from './versions.js';

/** The installed go command. */
export interface InstalledGo {
  /** Its absolute path. */
  readonly program: string;
  /** Its own release, such as `1.26.8`. */
  readonly version: string;
  /** The settings that affect a build (see `environment.ts`), as resolved by go itself. */
  readonly goEnv: Readonly<Record<string, string>>;
  /**
   * The other variables that plain go would use here; the environment takes precedence over `go env -w`. GOROOT is
   * not included if it belongs to `program`.
   */
  readonly own: Readonly<Record<string, string>>;
  /** The variables set with `go env -w`. */
  readonly envFile: Readonly<Record<string, string>>;
  /** The file in GOROOT with this go's defaults, which apply even with GOENV=off, and its variables. */
  readonly rootFile: { readonly path: string; readonly variables: Readonly<Record<string, string>> };
}

/** The toolchain that compiles: the installed go, or a release that it downloads. */
export interface Toolchain {
  readonly program: string;
  readonly version: string;
  /** The value of GOTOOLCHAIN: `local`, or `go1.26.8`. */
  readonly selection: string;
}

/**
 * Finds go on PATH, else in GOROOT/bin.
 *
 * @throws LambdazipError `go-not-found`, `go-unusable`
 */
export async function findGo(host: Host, signal?: AbortSignal): Promise<InstalledGo> {
  const { GOROOT = '' } = host.environment;
  const program = await findProgram(host, 'go', GOROOT === '' ? [] : [`${GOROOT}/bin`]);
  if (program === undefined) throw failure('go-not-found', {});
  const environment = { ...askingEnvironment(host), GOTOOLCHAIN: 'local' };
  const names = passedOn.filter(({ from }) => from === 'go env').map(({ name }) => name);
  const argv = [program, 'env', '-json', 'GOVERSION', 'GOENV', 'GOROOT', ...names] as const;
  const result = await host.processes.run({
    argv: [...argv],
    workingDirectory: host.temporaryDirectory,
    environment,
    signal,
  });
  const goEnv = result.exitCode === 0 ? goVariables(result.standardOutput) : undefined;
  const version = goEnv === undefined ? undefined : parseGoVersion(goEnv.GOVERSION ?? '');
  if (goEnv === undefined || version === undefined) {
    const printed = (result.standardError || result.standardOutput).trim();
    const output = printed || endOf(result);
    throw machineFailure(host, output, environment) ?? failure('go-unusable', { program, output });
  }
  if (goEnv.GOCACHE === 'off') {
    const isSet = host.environment.GOCACHE === 'off';
    const reason = isSet ? 'GOCACHE is off' : 'GOCACHE and HOME are not set';
    throw failure('go-cache-unusable', { reason });
  }
  const { GOENV = '', GOROOT: root = '', ...resolved } = goEnv;
  const envFile = await readEnvFile(host, GOENV);
  const own = { ...envFile, ...nonEmpty(host.environment) };
  if (await isSame(host, own.GOROOT ?? root, root)) delete own.GOROOT;
  const rootPath = root === '' ? '' : `${root}/go.env`;
  return {
    program: await buildProgram(host, program, goEnv, signal),
    version,
    goEnv: { ...resolved, GOFLAGS: passedFlags(own.GOFLAGS ?? '') },
    own,
    envFile,
    rootFile: { path: rootPath, variables: await readEnvFile(host, rootPath) },
  };
}

/** Reads the file that `go env -w` writes: one variable per line, without quotes. */
async function readEnvFile(host: Pick<Host, 'fileSystem'>, path: string): Promise<Record<string, string>> {
  if (path === '' || path === 'off') return {};
  const content = await host.fileSystem.readFile(path).catch(() => new Uint8Array());
  const lines = new TextDecoder().decode(content).split(/\r?\n/);
  const variables = lines.flatMap((line): [string, string][] => {
    const [, name, value] = /^([A-Z][^=]*)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined || value === '' ? [] : [[name, value]];
  });
  return Object.fromEntries(variables);
}

// go treats an empty variable as unset.
function nonEmpty(environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
}

async function isSame(host: Pick<Host, 'fileSystem'>, path: string, other: string): Promise<boolean> {
  const { realPath } = host.fileSystem;
  const places = [path, other].map((each) => realPath(each).catch(() => each));
  return new Set(await Promise.all(places)).size === 1;
}

/**
 * The go command that builds. The go on PATH may be a version manager's script (asdf, mise, goenv) that needs the
 * manager's variables, which builds do not get: if it does not report the same release without them, the go in the
 * GOROOT that it selects is used.
 */
async function buildProgram(
  host: Host,
  program: string,
  goEnv: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<string> {
  const { GOROOT: root, GOVERSION: version } = goEnv;
  if (!root) return program;
  const slashed = root.replaceAll('\\', host.platform === 'win32' ? '/' : '\\');
  for (const name of executableNames('go', host.platform)) {
    const own = `${slashed}/bin/${name}`;
    if (!(await host.fileSystem.isExecutable(own))) continue;
    const [found, real] = await Promise.all([program, own].map((path) => host.fileSystem.realPath(path)));
    if (found === real) return program;
    const machine = { environment: host.environment, goEnv, windows: host.platform === 'win32' };
    const { exitCode, standardOutput } = await host.processes.run({
      argv: [program, 'env', 'GOVERSION'],
      workingDirectory: host.temporaryDirectory,
      environment: { ...inheritedVariables(machine, false), GOENV: 'off', GOTOOLCHAIN: 'local', GOFLAGS: '' },
      signal,
    });
    return exitCode === 0 && standardOutput.trim() === version ? program : own;
  }
  return program;
}

/**
 * The toolchain for a release; go downloads it if it is not the installed one.
 *
 * @throws LambdazipError `go-toolchain-unavailable`
 */
export async function selectToolchain(
  host: Pick<Host, 'environment' | 'platform' | 'processes' | 'temporaryDirectory'>,
  installed: InstalledGo,
  wanted: string | null,
  signal?: AbortSignal,
): Promise<Toolchain> {
  const { program } = installed;
  if (wanted === null || compareGoVersions(wanted, installed.version) === 0) return ownToolchain(installed);
  if (compareGoVersions(installed.version, '1.21rc1') < 0) {
    const output = `the installed Go ${installed.version} cannot download toolchains`;
    throw failure('go-toolchain-unavailable', { version: wanted, output });
  }
  const selection = `go${wanted}`;
  const result = await host.processes.run({
    argv: [program, 'version'],
    workingDirectory: host.temporaryDirectory,
    environment: { ...askingEnvironment(host), ...installed.goEnv, GOTOOLCHAIN: selection },
    signal,
  });
  if (result.exitCode !== 0) {
    const output = result.standardError.trim();
    const machine = machineFailure(host, output, installed.goEnv);
    throw machine ?? failure('go-toolchain-unavailable', { version: wanted, output });
  }
  return { program, version: wanted, selection };
}

/** The installed go itself. */
export function ownToolchain({ program, version }: InstalledGo): Toolchain {
  return { program, version, selection: 'local' };
}

/**
 * The user's own environment, so that `go env -w` applies, without the variables that determine a build: their values
 * are not used, and an invalid one would make go fail.
 */
function askingEnvironment(host: Pick<Host, 'environment'>): Record<string, string> {
  const kept = Object.entries(host.environment).filter(([name]) => !decidesBuild.has(name));
  return { ...Object.fromEntries(kept), GOFLAGS: '', GOWORK: 'off' };
}

const decidesBuild: ReadonlySet<string> = new Set([
  'GOOS',
  'GOARCH',
  ...microarchitectureVariables,
  'GOEXPERIMENT',
  'GOFIPS140',
  'GODEBUG',
  'GO111MODULE',
  'CGO_ENABLED',
  'GOROOT',
]);

function endOf({ exitCode, killedBy }: ProcessResult): string {
  if (killedBy !== null) return `killed by ${killedBy}`;
  return exitCode === 0 ? 'no output' : `exit status ${exitCode}`;
}
