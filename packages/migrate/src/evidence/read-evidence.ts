import type { ProjectFiles } from '@lambdazip/core/internal';
import { compareStrings } from '@lambdazip/core/internal';
import { normalize } from 'pathe';
import { parseSource } from '../documents/parse-source.js';
import type { SourceDocument } from '../documents/source-node.js';
import type { BuildEvidence } from './build-command.js';
import { buildFileKind, mayBeScript } from './build-file-kind.js';
import { EvidenceCollector } from './evidence-collector.js';
import { runAllTargets, runGoals } from './make/run-makefile.js';
import { plainVariables } from './plain-variables.js';
import { makeTree } from './project-tree.js';
import { argumentWords } from './script-arguments.js';
import { isScript, scriptOrigin } from './script-file.js';
import { runScript } from './shell/run-script.js';
import { newState } from './shell/shell-state.js';
import { runTaskfile } from './taskfile.js';
import { plainText } from './unknown-text.js';
import { runBuildspec, runGitLab, runPackageScripts, runWorkflow } from './workflow-files.js';
import { likelyDirectories, scoreOf } from './working-directory.js';
import { Budget, BudgetSpent, type MakeCall, mentionsGoBuild, type World } from './world.js';

/**
 * Reads what a project's build files build and copy. They are interpreted, never run; output of commands, git and downloads
 * stays unknown. Never throws because of their content.
 *
 * @throws file system errors
 */
export async function readBuildEvidence(project: ProjectFiles): Promise<BuildEvidence> {
  const { texts, unread } = await readTexts(project);
  const world: World = {
    tree: makeTree(project),
    display: project.display,
    texts,
    findings: new EvidenceCollector(),
    budget: new Budget(),
    reached: new Set(),
    missing: new Set(),
    runMake: callMakefile,
  };
  for (const path of unread) {
    const location = { file: project.display(path), line: 1, column: 1 };
    world.findings.addUnread({ location, source: path }, 'line too long');
  }
  const alone: { readonly path: string; readonly findings: EvidenceCollector }[] = [];
  const paths = [...texts.keys()];
  // Files run by others are read with the caller's values, so files that are unlikely to be run by others come first.
  const rank = (path: string): number =>
    buildFileKind(path) === null || buildFileKind(path) === 'include' ? 1 : 0;
  for (const path of [...paths].sort((a, b) => rank(a) - rank(b) || compareStrings(a, b))) {
    if (world.reached.has(path) || !isReadAlone(path, texts.get(path) ?? '')) continue;
    const findings = new EvidenceCollector();
    readFile({ ...world, findings }, path, texts.get(path) ?? '');
    alone.push({ path, findings });
  }
  for (const { path, findings } of alone) {
    if (!world.reached.has(path)) world.findings.take(findings);
  }
  const result = world.findings.result();
  const variables = new Map([...texts].map(([path, text]) => [project.display(path), plainVariables(text)]));
  const commands = result.commands.map((command) => {
    const own = variables.get(command.location.file ?? '') ?? {};
    return Object.keys(own).length === 0 ? command : { ...command, variables: own };
  });
  return { ...result, commands };
}

interface Texts {
  readonly texts: ReadonlyMap<string, string>;
  /** Paths of those that run go build and are not among the texts. */
  readonly unread: readonly string[];
}

/** Characters. The time to read a line can grow with the square of its length. */
const longestLine = 16_384;
/** Lines joined by `\\`. */
const longestJoinedLine = 65_536;

function hasLongLine(text: string): boolean {
  let joined = 0;
  for (const line of text.split('\n')) {
    joined += line.length;
    if (line.length > longestLine || joined > longestJoinedLine) return true;
    if (!line.endsWith('\\')) joined = 0;
  }
  return false;
}

async function readTexts({ files, links, read }: ProjectFiles): Promise<Texts> {
  const texts = new Map<string, string>();
  const unread: string[] = [];
  const known = new Set(files);
  const take = (path: string, text: string): void => {
    if (!hasLongLine(text)) texts.set(path, plainText(text));
    else if (mentionsGoBuild(text)) unread.push(path);
  };
  for (const path of files) {
    const kind = buildFileKind(path);
    if (kind === null && !mayBeScript(path)) continue;
    const text = await read(path);
    if (text === undefined || (kind === null && !isScript(path, text))) continue;
    take(path, text);
  }
  // Links are not followed; a link out of the project may be intended as a build file.
  for (const link of links) {
    if (buildFileKind(link) !== null || /\.(?:ba|z|k)?sh$/.test(link)) await read(link);
  }
  for (const [path, text] of [...texts]) {
    for (const named of includedIn(path, text)) {
      const included = texts.has(named) ? undefined : await read(named);
      if (included !== undefined && known.has(named)) take(named, included);
    }
    // They are not read; the project records those outside it.
    for (const named of calledAbove(path, text)) await read(named);
  }
  return { texts, unread };
}

/** Files above a build file's directory that it runs or sources, by their paths relative to it or to the root. */
function calledAbove(path: string, text: string): readonly string[] {
  const kind = buildFileKind(path);
  if (kind === 'go.mod' || !text.includes('../')) return [];
  const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  const calls =
    /(?:^|[\s;&|(@"'])(?:\.|source|(?:ba|z|k)?sh|-f|-C|--file|--directory|taskfile:|run:|script:)[ \t=]+["']?((?:\.\.\/)+[\w./@+-]+)/gm;
  const direct = /(?:^|[;&|@(])[ \t]*["']?((?:\.\.\/)+[\w./@+-]+)/gm;
  const named = [...text.matchAll(calls), ...text.matchAll(direct)].map(([, word = '']) => word);
  return [...new Set(named.flatMap((word) => [normalize(`${directory}/${word}`), normalize(word)]))].filter(
    (each) => each.startsWith('../'),
  );
}

/** Files with any name that a makefile or Taskfile includes. */
function includedIn(path: string, text: string): readonly string[] {
  const kind = buildFileKind(path);
  const directory = path.includes('/') ? `${path.slice(0, path.lastIndexOf('/'))}/` : '';
  const lines =
    kind === 'Makefile' || kind === 'include' ? (text.match(/^[-s]?include[ \t].*$/gm) ?? []) : [];
  const words = lines.flatMap((line) => line.split(/\s+/).slice(1));
  const named = kind === 'Taskfile' ? (text.match(/[\w./-]+\.ya?ml\b/g) ?? []) : words;
  return named.filter((word) => !/[$%*]/.test(word)).map((word) => normalize(directory + word));
}

/** Whether a file is read by itself, and not only as part of one that includes it. */
function isReadAlone(path: string, text: string): boolean {
  return buildFileKind(path) !== null || isScript(path, text);
}

function readFile(world: World, path: string, text: string): void {
  const directory = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  world.budget.refill();
  try {
    readByKind(world, path, directory, text);
  } catch (problem) {
    // A stack overflow is also a sign of an endless file.
    if (!(problem instanceof BudgetSpent || problem instanceof RangeError)) throw problem;
    const location = { file: world.display(path), line: 1, column: 1 };
    if (mentionsGoBuild(text)) world.findings.addUnread({ location, source: path }, 'expansion too large');
  }
}

function readByKind(world: World, path: string, directory: string, text: string): void {
  const kind = buildFileKind(path);
  if (kind === 'Makefile') runAllTargets(world, path, directory);
  else if (kind === 'include') {
    readSomewhere(world, path, (inside, at) => runAllTargets(inside, path, at));
  } else if (kind === null) {
    readSomewhere(world, path, (inside, at) => {
      readScript(inside, path, text, at);
    });
  } else if (kind !== 'go.mod') {
    withDocument(world, path, text, (document) => {
      if (kind === 'Taskfile') runTaskfile(world, document, directory);
      else if (kind === 'package.json') runPackageScripts(world, document, directory);
      else if (kind === 'GitHub workflow') runWorkflow(world, document);
      else if (kind === 'GitLab CI') runGitLab(world, document);
      else readSomewhere(world, path, (inside, at) => runBuildspec(inside, document, at));
    });
  }
}

/**
 * A script whose first argument selects what it builds is read once for each word it compares with, and once without
 * arguments. Lines that these readings do not reach are read as if any argument could be given.
 */
function readScript(world: World, path: string, text: string, directory: string): void {
  const words = argumentWords(text);
  const calls = words.length === 0 ? [] : [[], ...words.map((word) => [word])];
  for (const args of calls) {
    world.budget.refill();
    const origin = scriptOrigin(world, path, text, null, args);
    runScript(world, text, newState(directory, new Map(), args, path), origin, 0, false);
  }
  const rest = calls.length === 0 ? world.findings : new EvidenceCollector();
  world.budget.refill();
  const origin = scriptOrigin(world, path, text, null, null);
  runScript({ ...world, findings: rest }, text, newState(directory, new Map(), null, path), origin);
  if (rest !== world.findings) world.findings.takeMissing(rest);
}

function withDocument(
  world: World,
  path: string,
  text: string,
  use: (document: SourceDocument) => void,
): void {
  // Most of these files are unrelated to Go, and parsing YAML takes time.
  if (!/\b(?:go|make|zip|cp|mv|install|sh|bash|task)\b/.test(text)) return;
  const reading = parseSource(path, text);
  if (reading.kind === 'read') {
    use(reading.document);
    return;
  }
  const { message, line, column } = reading.problem;
  if (!mentionsGoBuild(text)) return;
  world.findings.addUnread({ location: { file: world.display(path), line, column }, source: path }, message);
}

/** Reads a file from the directory in which most of the files it refers to exist. */
function readSomewhere(world: World, path: string, read: (world: World, directory: string) => void): void {
  const tries = likelyDirectories(path, world).map((directory) => {
    const inside = {
      ...world,
      findings: new EvidenceCollector(),
      missing: new Set<string>(),
      reached: new Set<string>(),
    };
    world.budget.refill();
    let spent: BudgetSpent | undefined;
    try {
      read(inside, directory);
    } catch (problem) {
      if (!(problem instanceof BudgetSpent)) throw problem;
      spent = problem;
    }
    return { inside, spent, score: scoreOf(inside) };
  });
  const best = tries.reduce((a, b) => (b.score > a.score ? b : a));
  world.findings.take(best.inside.findings);
  for (const reached of best.inside.reached) world.reached.add(reached);
  if (best.spent !== undefined) throw best.spent;
}

function callMakefile(world: World, { directory, makefile, goals, origin, ...start }: MakeCall): void {
  const names = ['GNUmakefile', 'makefile', 'Makefile'].map((name) => world.tree.resolve(directory, name));
  const path = makefile ?? names.find((name) => world.texts.has(name));
  if (path === undefined || !world.texts.has(path)) return;
  if (buildFileKind(path) === 'include') world.reached.add(path);
  const { samTarget, routes } = origin;
  runGoals(world, path, goals, { ...start, directory, samTarget, routes });
}
