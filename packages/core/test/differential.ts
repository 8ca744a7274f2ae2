// Compares each handler inside one binary with its program on its own. scripts/differential.mjs does it for any project.
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import JSZip from 'jszip';
import { nativeBootstrap } from '../src/bootstrap/bootstraps.js';
import type { BuildOptions, BuildReport } from '../src/index.js';
import { generatedPackages } from '../src/multicall/generated-packages.js';
import { symbolPrefix } from '../src/multicall/symbol-name.js';
import type { Host } from '../src/ports/host.js';
import { type ExplainedHandler, type ExplanationName, explanationsOf } from './differential-text.js';
import {
  type Outcome,
  type RunOptions,
  runHandler,
  type Situation,
  situations,
  traced,
} from './program-run.js';

/** The functions of the core that build a project. */
export interface Core {
  readonly build: (options: BuildOptions) => Promise<BuildReport>;
  readonly nodeHost: (overrides: Partial<Host>) => Host;
}

/** A manifest as data. */
export type ManifestData = Readonly<Record<string, unknown>>;

/** A project to compare. */
export interface ComparedProject {
  /** The directory that paths in the manifest are relative to. */
  readonly directory: string;
  readonly manifest: ManifestData;
  /** Values of the manifest's variables. Default: those of the manifest. */
  readonly set?: Readonly<Record<string, string>>;
  /** The cache of lambdazip. Default: the usual one. */
  readonly cache?: string;
}

/** An archive of a layout, or all archives of one, unpacked as Lambda does. */
export interface Unpacked {
  readonly task: string;
  readonly handlers: readonly ExplainedHandler[];
}

export type Verdict = 'equal' | 'explained' | 'not deterministic' | 'wrong';

/** The result for a handler. */
export interface HandlerVerdict extends ExplainedHandler {
  readonly verdict: Verdict;
  /** Only with the verdict `explained`: the known differences. */
  readonly explanations: readonly ExplanationName[];
  /** What differs: the situation, and the first lines that differ. Empty if nothing does. */
  readonly differences: readonly string[];
}

export interface CompareOptions {
  /** Milliseconds after which a program is ended. */
  readonly timeLimit: number;
  /** The number of handlers that are compared at once. */
  readonly parallel: number;
  /** Import paths of the standard library: which of them are initialized is not compared. */
  readonly standard: ReadonlySet<string>;
  /** Whether a package may be initialized although the program does not need it. */
  readonly isEarly: (importPath: string) => boolean;
  /** Default: all, and the one that lists the initialized packages. */
  readonly situations?: readonly Situation[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly wrap?: RunOptions['wrap'];
  readonly onVerdict?: (verdict: HandlerVerdict) => void;
}

const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';

/** Builds a project with a layout for this machine, and unpacks what it builds. */
export async function unpackedWith(
  layout: string,
  { directory, manifest, set, cache }: ComparedProject,
  out: string,
  { build, nodeHost }: Core,
): Promise<Unpacked> {
  const file = join(directory, 'lambdazip-differential.json');
  const host = nodeHost({ workingDirectory: directory });
  const report = await buildReadably(build, {
    manifest: file,
    outDir: join(out, 'dist'),
    architecture,
    provenance: false,
    ...(set === undefined ? {} : { set }),
    ...(cache === undefined ? {} : { cache }),
    host: { ...host, fileSystem: withFile(host.fileSystem, file, withLayout(manifest, layout)) },
  });
  const task = join(out, 'task');
  for (const archive of report.archives) {
    const zip = await JSZip.loadAsync(readFileSync(resolve(directory, archive.path)));
    for (const entry of Object.values(zip.files)) {
      // In an archive of its own, a program has the name of the bootstrap.
      const isProgram = archive.layout === 'per-handler' && entry.name === 'bootstrap';
      const path = join(task, isProgram ? archive.name : entry.name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, await entry.async('uint8array'));
      chmodSync(path, (entry.unixPermissions as number) & 0o777);
    }
  }
  if (!existsSync(join(task, 'bootstrap'))) {
    writeFileSync(join(task, 'bootstrap'), nativeBootstrap(architecture), { mode: 0o755 });
  }
  rmSync(join(out, 'dist'), { recursive: true });
  const handlers = report.archives.flatMap((archive) =>
    archive.handlers.map((each) => ({ handler: each.handler, importPath: each.package })),
  );
  return { task, handlers };
}

/** Builds; an error has all messages, as a test prints only its own. */
async function buildReadably(build: Core['build'], options: BuildOptions): Promise<BuildReport> {
  try {
    return await build(options);
  } catch (error) {
    const messages = diagnosticsOf(error).map(({ message }) => message);
    throw Object.assign(new Error(messages.join('\n'), { cause: error }), {
      diagnostics: diagnosticsOf(error),
    });
  }
}

/** Builds a project as programs of their own, each of which the archive's bootstrap starts. */
export async function unpackedPrograms(project: ComparedProject, out: string, core: Core): Promise<Unpacked> {
  try {
    return await unpackedWith('binaries', project, out, core);
  } catch (error) {
    // The same programs in an archive each.
    if (!diagnosticsOf(error).some(({ code }) => code === 'check-unzipped-too-large')) throw error;
    return await unpackedWith('per-handler', project, out, core);
  }
}

interface ErrorMessage {
  readonly code: string;
  readonly message: string;
}

/** The diagnostics of an error of lambdazip. */
function diagnosticsOf(error: unknown): readonly ErrorMessage[] {
  const { diagnostics } = error as { readonly diagnostics?: readonly ErrorMessage[] };
  return diagnostics ?? [{ code: 'unknown', message: String(error) }];
}

function withLayout(manifest: ManifestData, layout: string): string {
  const { archives } = manifest as { readonly archives?: Readonly<Record<string, object>> };
  const changed =
    archives === undefined
      ? {}
      : {
          archives: Object.fromEntries(
            Object.entries(archives).map(([name, archive]) => [name, { ...archive, layout }]),
          ),
        };
  return JSON.stringify({ ...manifest, layout, ...changed });
}

/** A file system with one more file. */
function withFile(fileSystem: Host['fileSystem'], file: string, text: string): Host['fileSystem'] {
  const bytes = new TextEncoder().encode(text);
  const info = { kind: 'file', size: bytes.length, modified: 0, owner: 0, permissions: 0o644 } as const;
  return {
    ...fileSystem,
    readFile: (path) => (path === file ? Promise.resolve(bytes) : fileSystem.readFile(path)),
    readStart: (path, length) =>
      path === file ? Promise.resolve(bytes.slice(0, length)) : fileSystem.readStart(path, length),
    stat: (path) => (path === file ? Promise.resolve(info) : fileSystem.stat(path)),
    lstat: (path) => (path === file ? Promise.resolve(info) : fileSystem.lstat(path)),
    identify: (path) =>
      path === file
        ? Promise.resolve({ text: 'in memory', size: bytes.length, changed: 0, place: 'in memory' })
        : fileSystem.identify(path),
  };
}

/** A temporary directory for both sides. */
export function comparisonDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'lambdazip-differential-'));
}

/** Runs every handler of `alone` on its own and inside of the other side, and compares. */
export async function compareHandlers(
  alone: Unpacked,
  inside: Unpacked,
  out: string,
  options: CompareOptions,
): Promise<readonly HandlerVerdict[]> {
  const queue = alone.handlers.map((handler, index) => ({ handler, index }));
  const verdicts: HandlerVerdict[] = [];
  const worker = async (slot: number): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const run = (task: string, situation: Situation): Promise<Outcome> =>
        runHandler({
          task,
          handler: next?.handler.handler ?? '',
          situation,
          work: join(out, `work-${slot}`),
          timeLimit: options.timeLimit,
          environment: options.environment ?? {},
          wrap: options.wrap,
        });
      const verdict = await verdictOf(next.handler, alone.task, inside.task, run, options);
      verdicts[next.index] = verdict;
      options.onVerdict?.(verdict);
    }
  };
  await Promise.all(Array.from({ length: options.parallel }, (_, slot) => worker(slot)));
  return verdicts;
}

type Run = (task: string, situation: Situation) => Promise<Outcome>;

async function verdictOf(
  handler: ExplainedHandler,
  alone: string,
  inside: string,
  run: Run,
  options: CompareOptions,
): Promise<HandlerVerdict> {
  const explanations = new Set<ExplanationName>();
  const differences: string[] = [];
  let isWrong = false;
  let isDeterministic = true;
  for (const situation of options.situations ?? [...situations, traced]) {
    const text =
      situation === traced
        ? (outcome: Outcome): string => initializedPackages(outcome.stderr, handler, options)
        : textOf;
    const found = await comparedIn(situation, alone, inside, run, text);
    if (found !== 'equal' && 'again' in found) {
      isDeterministic = false;
      const difference = firstDifference(found.alone, found.again, 'once more');
      differences.push(`${situation.title}: ${difference}`);
    } else if (found !== 'equal' && !(situation === traced && isEqualButEarly(found, options))) {
      const names = explanationsOf(found.alone, found.inside, handler);
      for (const name of names ?? []) explanations.add(name);
      if (names === undefined) {
        isWrong = true;
        const difference = firstDifference(found.alone, found.inside, 'inside');
        differences.push(`${situation.title}: ${difference}`);
      } else {
        differences.push(`${situation.title}: ${names.join(', ')}`);
      }
    }
  }
  const verdict = isWrong
    ? 'wrong'
    : !isDeterministic
      ? 'not deterministic'
      : explanations.size > 0
        ? 'explained'
        : 'equal';
  return { ...handler, verdict, explanations: [...explanations].sort(), differences };
}

/** The texts of two runs. */
interface Difference {
  readonly alone: string;
  readonly inside: string;
}

/** Whether only packages that may be initialized too early differ. */
function isEqualButEarly(
  { alone, inside }: Difference,
  { isEarly }: Pick<CompareOptions, 'isEarly'>,
): boolean {
  const needed = new Set(alone.split('\n'));
  return (
    alone ===
    inside
      .split('\n')
      .filter((name) => needed.has(name) || !isEarly(name))
      .join('\n')
  );
}

/** How often a difference must be seen. */
const rounds = 3;

/** Runs the program twice on its own, and once inside; a difference only counts if it recurs. */
async function comparedIn(
  situation: Situation,
  alone: string,
  inside: string,
  run: Run,
  text: (outcome: Outcome) => string,
): Promise<'equal' | Difference | { readonly alone: string; readonly again: string }> {
  const first = text(await run(alone, situation));
  for (let round = 1; ; round += 1) {
    const [again, other] = [text(await run(alone, situation)), text(await run(inside, situation))];
    if (again !== first) return { alone: first, again };
    if (other === first) return 'equal';
    if (round === rounds) return { alone: first, inside: other };
  }
}

function textOf({ stdout, stderr, status, answers, files }: Outcome): string {
  return [
    `status ${status}`,
    ...answers.map(({ kind, body }) => `answer ${kind} ${body}`),
    ...files.map((file) => `file ${file}`),
    `stdout:\n${stdout}`,
    `stderr:\n${stderr}`,
  ].join('\n');
}

/** Import paths of packages that lambdazip generates. */
const generated = /(^|\/)(\d?\+lambdazip|lambdazip_multicall)(\/|$)/;

/** The packages that the runtime initialized, in order, without those of the standard library. */
function initializedPackages(
  stderr: string,
  { importPath }: ExplainedHandler,
  { standard }: Pick<CompareOptions, 'standard'>,
): string {
  const names = Array.from(stderr.matchAll(/^init (\S+) @/gm), ([, name = '']) => name);
  return names
    .filter((name) => !standard.has(name) && !generated.test(name))
    .map((name) => (name === symbolPrefix(importPath) ? 'main' : name))
    .join('\n');
}

/** The first lines that differ, from shortly before the first character that does. */
function firstDifference(alone: string, other: string, otherName: string): string {
  const [a, b] = [alone.split('\n'), other.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  const index = at === -1 ? a.length : at;
  const [first = '', second = ''] = [a[index], b[index]];
  const differs = [...first].findIndex((character, place) => character !== second[place]);
  const start = Math.max(0, (differs === -1 ? first.length : differs) - 60);
  const shown = (line: string | undefined): string => {
    if (line === undefined) return 'nothing';
    return JSON.stringify(`${start > 0 ? '...' : ''}${line.slice(start, start + 240)}`);
  };
  return `line ${index + 1}: on its own ${shown(a[index])}, ${otherName} ${shown(b[index])}`;
}

const run = promisify(execFile);

/** Import paths of the standard library, as the go of the directory has them. */
export async function standardPackages(directory: string): Promise<ReadonlySet<string>> {
  const { stdout } = await run('go', ['list', 'std'], { cwd: directory, maxBuffer: 2 ** 26 });
  return new Set(stdout.split('\n').filter((line) => line !== ''));
}

/**
 * The packages that may be initialized although the program does not need them: if go cannot put generated packages before
 * all others, those whose path sorts before that of the module.
 */
export async function earlyPackages(
  directory: string,
  goVersion?: string,
): Promise<(importPath: string) => boolean> {
  const { stdout } = await run('go', ['list', '-m', '-f', '{{.Path}}'], { cwd: directory });
  const { stdout: installed } = await run('go', ['env', 'GOVERSION'], { cwd: directory });
  const version = goVersion ?? installed.trim().replace(/^go/, '');
  const { isFirst } = generatedPackages(version, { importPath: '', directory: '' }, '');
  const module = stdout.split('\n')[0] ?? '';
  return (importPath) => !isFirst && importPath < module;
}

/** Finds the main packages of a module, as a manifest. */
export async function manifestOfModule(
  directory: string,
  skipped: (importPath: string) => boolean,
): Promise<{ readonly manifest: ManifestData; readonly unusable: readonly string[] }> {
  const format =
    '{{if eq .Name "main"}}{{.ImportPath}}\t{{.Dir}}\t{{if or .Incomplete .CgoFiles}}unusable{{end}}{{end}}';
  const arguments_ = ['list', '-e', '-tags', 'lambda.norpc', '-f', format, './...'];
  const { stdout } = await run('go', arguments_, {
    cwd: directory,
    maxBuffer: 2 ** 26,
    env: {
      ...process.env,
      GOOS: 'linux',
      GOARCH: process.arch === 'arm64' ? 'arm64' : 'amd64',
      CGO_ENABLED: '0',
    },
  });
  const handlers: Record<string, string> = {};
  const unusable: string[] = [];
  const taken = new Set<string>();
  for (const line of stdout.split('\n').filter((each) => each !== '')) {
    const [importPath = '', place = '', problem = ''] = line.split('\t');
    if (skipped(importPath)) continue;
    if (problem !== '') {
      unusable.push(importPath);
      continue;
    }
    const elements = importPath.split('/');
    const last = elements.findLast((element) => !/^(v\d+|main|cmd)$/.test(element)) ?? 'main';
    let name = `bin/${last}`;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `bin/${last}-${count}`;
    taken.add(name.toLowerCase());
    handlers[name] = place === directory ? '.' : `./${relative(directory, place)}`;
  }
  return { manifest: { handlers }, unusable };
}

/** A directory with a go.mod, or a manifest; undefined if it is neither. */
export function isModule(path: string): boolean {
  return statSync(path).isDirectory() && existsSync(join(path, 'go.mod'));
}
