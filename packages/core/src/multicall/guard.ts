import { failure } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import type { MulticallProblem } from '../diagnostics/multicall-catalog.js';
import { parseCompileOutput } from '../go/compile-output.js';
import { type GoMain, type GoRun, generatedName, type Multicall, type RunDirectories } from '../go/go-run.js';
import { buildCommand } from '../go/run-command.js';
import { executableNames } from '../ports/find-program.js';
import type { Host } from '../ports/host.js';
import { writeOverlay } from './overlay.js';

/**
 * The line of Go's runtime that the gate relies on. A release that changes it may mean something else by the first
 * field of an `inittask`.
 */
const declaration = /^\s*state\s+uint32\s*\/\/ 0 = uninitialized, 1 = in progress, 2 = done\s*$/m;

/** Remembers which releases passed, by what they were tested with. */
export interface GuardMemory {
  readonly isKnown: (facts: readonly string[]) => Promise<boolean>;
  readonly remember: (facts: readonly string[]) => Promise<void>;
}

/**
 * Throws unless the Go release of a run initializes only the packages that the gate leaves: its runtime must declare the
 * state of packages as expected, and a program of two main packages, built for this machine, must run only one of them.
 *
 * @throws LambdazipError `multicall-go-unsupported`
 */
export async function ensureSupported(
  run: GoRun,
  multicall: Multicall,
  directories: RunDirectories,
  host: Host,
  memory: GuardMemory,
  signal?: AbortSignal,
): Promise<void> {
  const { version } = run.toolchain;
  const refuse = (problem: MulticallProblem, reason: string): never => {
    throw failure('multicall-go-unsupported', { version, problem, reason });
  };
  const { fileSystem } = host;
  const path = `${multicall.root.path}/src/runtime/proc.go`;
  const source = new TextDecoder().decode(await fileSystem.readFile(path).catch(() => new Uint8Array()));
  if (!declaration.test(source)) {
    refuse('runtime', `${path} does not declare the state of packages as expected`);
  }
  const facts = [version, JSON.stringify(run.settings.env), source];
  if (await memory.isKnown(facts)) return;
  const problem = await probe(run, multicall, directories, host, signal);
  if (problem !== undefined) refuse('probe', problem);
  await memory.remember(facts);
}

const probeModule = 'example.com/probe';

/** Builds a program of two main packages, one of which must not be initialized, and runs each. */
async function probe(
  { toolchain, machine, settings }: GoRun,
  { root }: Multicall,
  { temporary }: RunDirectories,
  host: Host,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { fileSystem } = host;
  const directory = `${temporary}/probe`;
  const [module, work, output] = ['module', 'work', 'output'].map((name) => `${directory}/${name}`);
  const files = {
    'go.mod': `module ${probeModule}\n\ngo 1.21\n`,
    'a/main.go': 'package main\n\nfunc main() { print("a") }\n',
    'b/main.go': `package main\n\nimport "${probeModule}/c"\n\nfunc init() { print("b") }\n\nfunc main() { print(c.Name) }\n`,
    'c/c.go': 'package c\n\nvar Name = name()\n\nfunc name() string {\n\tprint("i")\n\treturn "c"\n}\n',
  };
  await fileSystem.remove(directory);
  for (const name of ['a', 'b', 'c']) await fileSystem.makeDirectory(`${module}/${name}`);
  for (const name of [work, output]) await fileSystem.makeDirectory(name ?? directory);
  for (const [name, text] of Object.entries(files)) {
    await fileSystem.writeFile(`${module}/${name}`, new TextEncoder().encode(text));
  }
  const main = (name: string): GoMain => ({
    importPath: `${probeModule}/${name}`,
    directory: `${module}/${name}`,
    arguments: [`./${name}`],
    handlers: [name],
  });
  const sources = { goFiles: ['main.go'], ignoredFiles: [], testFiles: [] };
  const multicall: Multicall = {
    importPath: `${probeModule}/${generatedName}`,
    directory: `${module}/${generatedName}`,
    sources: [sources, sources],
    gated: [
      { importPath: `${probeModule}/a`, mains: [0] },
      { importPath: `${probeModule}/b`, mains: [1] },
      { importPath: `${probeModule}/c`, mains: [1] },
    ],
    usesFlag: false,
    debug: [],
    functions: [],
    root,
  };
  const run: GoRun = {
    id: 'probe',
    module: { root: module ?? '', path: probeModule, goLine: '1.21', toolchainLine: null },
    settings: {
      ...settings,
      tags: [],
      ldflags: [],
      gcflags: [],
      cgo: false,
      pgo: 'off',
      mod: 'readonly',
      work: 'off',
    },
    toolchain,
    machine,
    programs: [{ executable: generatedName, mains: [main('a'), main('b')], multicall }],
  };
  const place = { output: `${output}/`, temporary: work ?? '' };
  // Without `os`, only the runtime is compiled.
  await writeOverlay(run, multicall, place, host, { setsArguments: false });
  const command = buildCommand(run, place);
  const built = await host.processes.run({
    ...command,
    environment: withoutTarget(command.environment),
    signal,
  });
  if (built.exitCode !== 0) {
    const messages = parseCompileOutput(built.standardError).map(({ message }) => message);
    return `failed to build a test program: ${messages.join('; ') || `exit status ${built.exitCode}`}`;
  }
  const [program = ''] = executableNames(`${output}/${generatedName}`, host.platform);
  for (const [handler, expected] of [
    ['a', 'a'],
    ['b', 'ibc'],
  ] as const) {
    const started = await host.processes
      .run({
        argv: [program],
        workingDirectory: directory,
        environment: { ...kept(host), _HANDLER: handler },
        signal,
      })
      .catch((error: unknown) => {
        if (!(error instanceof LambdazipError) || signal?.aborted) throw error;
        return error.message;
      });
    if (typeof started === 'string') {
      return `${started}; the file system of the cache may not allow programs (noexec)`;
    }
    const { exitCode, standardError } = started;
    // The builtin `print` writes to standard error.
    const found = standardError.slice(0, 500);
    if (exitCode !== 0 || found !== expected) {
      return `a test program with two main packages printed ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`;
    }
  }
  await fileSystem.remove(directory);
  return undefined;
}

/** The environment without the target, so that go builds for this machine. */
function withoutTarget(environment: Readonly<Record<string, string>>): Record<string, string> {
  const isTarget = (name: string): boolean => /^GO(OS|ARCH|ARM64|AMD64)$/.test(name);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isTarget(name)));
}

/** What Windows needs to start any program. */
function kept({ environment }: Pick<Host, 'environment'>): Record<string, string> {
  const { SystemRoot } = environment;
  return SystemRoot === undefined ? {} : { SystemRoot };
}
