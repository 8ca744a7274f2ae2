import { dirname, isAbsolute, join, relative } from 'pathe';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { type Location, nowhere } from '../diagnostics/diagnostic.js';
import type { Host } from '../ports/host.js';
import { type CompileProblem, parseCompileOutput, progressOf } from './compile-output.js';
import { argumentsOf, type GoRun, handlersOf, type RunDirectories } from './go-run.js';
import { type GoPackage, listPackages, tooOld } from './list.js';
import { machineFailure } from './machine-failure.js';
import { findWorkspace } from './module.js';
import { buildCommand, listCall, multicallOf } from './run-command.js';
import { unitColumn } from './unit-column.js';

export interface CompileRequest {
  readonly run: GoRun;
  readonly directories: RunDirectories;
  readonly signal?: AbortSignal | undefined;
  /** Replaces the paths of generated files in go's messages. */
  readonly translate?: ((messages: string) => string) | undefined;
  /** Called with each package when go starts to compile it, and with each module when it is downloaded. */
  readonly onProgress?: ((kind: 'compile' | 'download', what: string) => void) | undefined;
}

/**
 * Runs go and returns its errors; empty if all programs were built. Each finding lists the handlers that cannot be
 * built because of it.
 *
 * @throws LambdazipError `go-too-old`, `disk-full`, `go-cache-unusable`
 */
export async function compile(host: Host, request: CompileRequest): Promise<Diagnostic[]> {
  const findings: Diagnostic[] = [];
  let { programs } = request.run;
  while (programs.length > 0) {
    const attempt = await compileOnce(host, { ...request, run: { ...request.run, programs } });
    findings.push(...attempt.findings);
    if (attempt.findings.length === 0 || attempt.compiled) break;
    // go compiles nothing if one package cannot be loaded. Build the others separately, so that their errors are
    // reported in the same run.
    const failed = new Set(attempt.findings.flatMap((finding) => finding.handlers ?? []));
    programs = programs.filter((program) => !handlersOf(program).some((handler) => failed.has(handler)));
  }
  return findings;
}

interface Attempt {
  readonly findings: readonly Diagnostic[];
  /** Whether go reached compilation; then it also continues with other packages. */
  readonly compiled: boolean;
}

async function compileOnce(host: Host, request: CompileRequest): Promise<Attempt> {
  const { run, directories, onProgress } = request;
  const command = buildCommand(run, directories);
  const result = await host.processes.run({
    ...command,
    signal: request.signal,
    onErrorLine: (line) => {
      const progress = progressOf(line);
      if (progress !== undefined) onProgress?.(progress.kind, progress.what);
    },
  });
  if (result.exitCode === 0) return { findings: [], compiled: true };
  const everything = run.programs.flatMap(handlersOf);
  if (result.killedBy !== null) {
    const finding = diagnose('go-killed', { signal: result.killedBy }, nowhere, everything);
    return { findings: [finding], compiled: true };
  }
  const machine = machineFailure(host, result.standardError, command.environment);
  if (machine !== undefined) throw machine;
  const older = tooOld(result.standardError);
  if (older !== undefined) throw older;
  const { translate = (messages) => messages } = request;
  let problems: readonly CompileProblem[] = parseCompileOutput(translate(result.standardError));
  if (problems.length === 0) {
    const message = `go build exited with status ${result.exitCode} without an error message`;
    return {
      findings: [diagnose('compile-error', { message, workspace: null }, nowhere, everything)],
      compiled: true,
    };
  }
  if (multicallOf(run) !== null && problems.every(({ importPath }) => importPath === null)) {
    problems = (await loadProblems(host, request)) ?? problems;
  }
  const packages = await dependenciesOf(host, request);
  const workspace = await unusedWorkspace(problems, host, run);
  return {
    findings: await Promise.all(
      problems.map((problem) =>
        findingOf(problem, affectedHandlers(problem, packages, run), workspace, host, run),
      ),
    ),
    compiled: problems.some(({ importPath }) => importPath !== null),
  };
}

/**
 * The errors of go when it loads the main packages of a multicall program without the generated ones, through which it
 * would report them; undefined if it reports none.
 */
async function loadProblems(
  host: Pick<Host, 'processes'>,
  { run, directories, signal }: CompileRequest,
): Promise<readonly CompileProblem[] | undefined> {
  const programs = run.programs.map((program) => ({ ...program, multicall: null }));
  const { argv, ...command } = buildCommand({ ...run, programs }, directories);
  const [go, build = 'build', ...rest] = argv;
  // `-n`: load, but compile nothing.
  const result = await host.processes.run({ ...command, argv: [go, build, '-n', ...rest], signal });
  return result.exitCode === 0 ? undefined : parseCompileOutput(result.standardError);
}

// go's messages for a module or checksum missing from go.mod and go.sum.
const missingModule =
  /no required module provides package|cannot find module providing package|missing go\.sum entry|updates to go\.(mod|sum) needed|unknown revision|no matching versions|@v0\.0\.0/;

/** A go.work that might provide the missing module; relative to the working directory. */
async function unusedWorkspace(
  problems: readonly CompileProblem[],
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
  { module, settings }: GoRun,
): Promise<string | undefined> {
  if (settings.work !== 'off' || !problems.some(({ message }) => missingModule.test(message)))
    return undefined;
  const file = await findWorkspace(host.fileSystem, module.root);
  return file === undefined ? undefined : relative(host.workingDirectory, file);
}

async function dependenciesOf(
  host: Pick<Host, 'platform' | 'processes' | 'temporaryDirectory'>,
  { run, signal }: CompileRequest,
): Promise<GoPackage[]> {
  const call = listCall(run, signal);
  const patterns = argumentsOf(run.programs);
  try {
    return await listPackages(host, { ...call, arguments: ['-deps', ...call.arguments], patterns });
  } catch (error) {
    if (signal?.aborted) throw error;
    // The messages matter more than the list of affected handlers.
    return [];
  }
}

function affectedHandlers(
  problem: CompileProblem,
  packages: readonly GoPackage[],
  { programs, module }: GoRun,
): string[] {
  const directory = problem.file === null ? null : dirname(join(module.root, problem.file));
  const culprit = problem.importPath ?? packages.find((each) => each.directory === directory)?.importPath;
  const mains = programs.flatMap((program) => program.mains);
  const affected = mains.filter(({ importPath }) => {
    if (importPath === culprit) return true;
    const found = packages.find((each) => each.importPath === importPath);
    return culprit !== undefined && found?.dependencies.includes(culprit) === true;
  });
  return (affected.length === 0 ? mains : affected).flatMap(({ handlers }) => handlers);
}

async function findingOf(
  problem: CompileProblem,
  handlers: readonly string[],
  workspace: string | undefined,
  host: Pick<Host, 'workingDirectory' | 'fileSystem'>,
  { module }: GoRun,
): Promise<Diagnostic> {
  const { file, line, column, message } = problem;
  const path = file === null || isAbsolute(file) ? file : join(module.root, file);
  const location: Location = {
    file: path === null ? null : relative(host.workingDirectory, path),
    line,
    column: path === null || line === null ? column : await unitColumn(host, path, line, column),
  };
  if (/signal: killed/.test(message)) return diagnose('go-killed', { signal: 'SIGKILL' }, location, handlers);
  const code = /missing go\.sum entry|updates to go\.(mod|sum) needed/.test(message)
    ? 'go-sum-missing'
    : 'compile-error';
  const values = { message, workspace: missingModule.test(message) ? (workspace ?? null) : null };
  return diagnose(code, values, location, handlers);
}
