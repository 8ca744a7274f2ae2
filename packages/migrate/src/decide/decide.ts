import type { MainPackage } from '@lambdazip/core/internal';
import { isWithin } from '@lambdazip/core/internal';
import type { BuildCommand, BuildEvidence } from '../evidence/build-command.js';
import { valuesOf } from '../sources/resolved-values.js';
import { functionSources } from '../sources/sources.js';
import type { Resolved, Template, TemplateFunction } from '../sources/template-function.js';
import { buildLinesOf } from './candidates/build-lines.js';
import { placeName } from './candidates/found.js';
import { mapKeyOf } from './candidates/from-map.js';
import { isPackedHere } from './candidates/from-output.js';
import { otherBuildMethod, otherLanguage, runtimeKind } from './candidates/language.js';
import { packagesOf, targetName } from './candidates/package-target.js';
import { codeArchives, codeDirectories, type Question, questionOf } from './candidates/question.js';
import { type KnownPackages, type Sources, sourcesOf } from './candidates/sources.js';
import { isEnough, type Weighing, weigh } from './candidates/weigh.js';
import type { Candidate, CandidateTarget, Decision } from './decision.js';
import { programCommand } from './program-command.js';

export interface DecideOptions {
  /** `--map`: a logical ID or Handler, and its main package relative to the project's root. */
  readonly map: Readonly<Record<string, string>>;
  /** The packages of an existing manifest, used if `--map` does not decide. */
  readonly known?: KnownPackages | undefined;
  /** A make target, task, job or script used for deployment, if several build the same program. */
  readonly buildTarget?: string | undefined;
  /** All files of the project, relative to its root. */
  readonly files: readonly string[];
  /** Whether a zip (relative to the project's root) is an archive of an existing manifest, with a program for each Handler. */
  readonly isMoved?: (archive: string, handlers: readonly string[]) => boolean;
  /** Files named `bootstrap` that begin with `#!`, relative to the project's root. */
  readonly scripts?: readonly string[];
  /** The name of a project file in the evidence's locations, if it is not its path below the root. */
  readonly display?: (path: string) => string;
}

type Decided = Extract<Decision, { readonly kind: 'decided' }>;
type Left = Extract<Decision, { readonly kind: 'left' }>;

/**
 * Decides on the main package of each function, in the order of the templates. If the strongest evidence is ambiguous, the
 * function stays open: nothing is guessed.
 */
export function decideFunctions(
  templates: readonly Template[],
  evidence: BuildEvidence,
  mains: readonly MainPackage[],
  options: DecideOptions,
): readonly Decision[] {
  const all = templates.flatMap((template) =>
    template.functions.map((fn) => ({
      question: questionOf(template, fn),
      settled: ownProgram(fn) ?? leftByKind(fn),
    })),
  );
  const questions = all.flatMap(({ question, settled }) => (settled === undefined ? [question] : []));
  const sources = sourcesOf(evidence, packagesOf(mains, options.files), questions, options);
  return all.map(
    ({ question, settled }) =>
      settled ?? leftAsMoved(question, sources, options) ?? decide(question, sources, options),
  );

  function ownProgram(fn: TemplateFunction): Decided | undefined {
    if (fn.program === undefined) return undefined;
    const { directory, isBuiltByTool } = fn.program;
    const target = { kind: 'directory', path: directory } as const;
    const text = `${targetName(target)} is a main package of the project`;
    const command = programCommand(target, evidence, {
      lines: buildLinesOf(evidence.commands, packagesOf(mains, options.files)),
      tool: functionSources[fn.format].tool,
      isBuiltByTool,
      buildTarget: options.buildTarget,
    });
    return {
      kind: 'decided',
      function: fn,
      handler: valuesOf(fn.handler?.value)[0] ?? fn.id,
      candidate: { target, evidence: [{ text, location: null }], ...command },
    };
  }
}

/** The keys of `--map` that decide nothing. */
export function unusedMapKeys(
  map: Readonly<Record<string, string>>,
  decisions: readonly Decision[],
): readonly string[] {
  const asked = decisions.filter((each) => each.kind !== 'left' || each.why === 'moved');
  const used = new Set(asked.map((each) => mapKeyOf(each.function, map)));
  return Object.keys(map).filter((key) => !used.has(key));
}

/**
 * The build lines whose programs no function uses, not even as a candidate.
 *
 * @param isKnown whether an existing manifest builds the program
 */
export function unusedCommands(
  decisions: readonly Decision[],
  evidence: BuildEvidence,
  mains: readonly MainPackage[],
  files: readonly string[],
  isKnown: (target: CandidateTarget) => boolean = () => false,
): readonly BuildCommand[] {
  const candidates = decisions.flatMap((each) => {
    if (each.kind === 'left') return [];
    return each.kind === 'decided' ? [each.candidate] : each.candidates;
  });
  const used = new Set(candidates.map(({ target }) => targetName(target)));
  const { products } = buildLinesOf(evidence.commands, packagesOf(mains, files));
  return evidence.commands.filter((command) => {
    const own = products.filter((product) => product.command === command);
    return own.length > 0 && !own.some(({ target }) => used.has(targetName(target)) || isKnown(target));
  });
}

/** Functions that are certainly not a zip of a Go program, whatever build lines exist. */
function leftByKind(fn: TemplateFunction): Left | undefined {
  const left = (why: Left['why'], reason: string): Left => ({ kind: 'left', function: fn, why, reason });
  const runtime = fn.runtime?.value;
  if (fn.code.kind === 'image') return left('image', 'container image');
  if (runtimeKind(runtime) === 'other') return left('other-runtime', runtimeText(runtime));
  if (fn.code.kind === 's3') return left('s3', 'code is already in S3');
  if (fn.code.kind === 'inline') return left('inline', 'inline code');
  // All instances would get the same package.
  if (fn.repeated !== undefined) return left('repeated', fn.repeated);
  return undefined;
}

function leftAsMoved(
  question: Question,
  sources: Sources,
  { isMoved = () => false }: DecideOptions,
): Left | undefined {
  const archives = codeArchives(question);
  const [first] = archives;
  if (first === undefined || !question.startsBootstrap) return undefined;
  const { handlers } = question;
  if (!archives.every((each) => isMoved(each, handlers) && !isPackedHere(each, sources))) return undefined;
  return { kind: 'left', function: question.function, why: 'moved', reason: `already uses ${first}` };
}

function decide(question: Question, sources: Sources, options: DecideOptions): Decision {
  const weighing = weigh(question, sources);
  const { strength, candidates, against } = weighing;
  const fn = question.function;
  const open = (reason: string): Decision => ({
    kind: 'open',
    function: fn,
    handler: question.handler,
    candidates,
    reason,
  });
  const left = (why: Left['why'], reason: string): Left => ({ kind: 'left', function: fn, why, reason });
  if (strength !== 'said') {
    if (runtimeKind(fn.runtime?.value) === 'unknown') {
      const text = runtimeText(fn.runtime?.value);
      return strength === 'built' ? open(text) : left('unknown-runtime', text);
    }
    const method = otherBuildMethod(question);
    if (method !== undefined) return left('not-go', method);
    const other = question.surelyGo
      ? undefined
      : otherLanguage(question, options.files, options.scripts ?? []);
    if (other !== undefined && strength !== 'built') {
      return isPlausible(weighing, question) ? open(other) : left('not-go', other);
    }
    const code = unknownCode(fn.code);
    if (code !== undefined) return open(`its code is ${code}, whose value is not known from the files`);
  }
  const [candidate, second] = candidates;
  if (candidate === undefined) return open(nothingFound(weighing, sources));
  if (against.length > 0) return open(against.join('; '));
  if (second !== undefined) return open(`${candidates.length} main packages match equally well`);
  if (!isEnough(weighing, question, sources.questions))
    return open('only the logical ID matches a main package');
  return { kind: 'decided', function: fn, handler: question.handler, candidate };
}

/** Whether it may be Go despite files of a different language. */
function isPlausible({ strength, candidates }: Weighing, question: Question): boolean {
  if (strength === 'source') return true;
  const directories = codeDirectories(question);
  if (strength !== 'named') return false;
  return directories.includes(question.base) || candidates.some(isInside);

  function isInside({ target }: Candidate): boolean {
    const path = target.kind === 'directory' ? target.path : (target.files[0] ?? '');
    return directories.some((directory) => isWithin(path, directory));
  }
}

function unknownCode(code: TemplateFunction['code']): string | undefined {
  if (code.kind === 'unknown') return code.text;
  return code.kind === 'local' && code.path.value.kind === 'unknown' ? code.path.value.text : undefined;
}

function runtimeText(value: Resolved | undefined): string {
  if (value === undefined) return 'it has no runtime';
  return `its runtime is ${value.kind === 'unknown' ? value.text : valuesOf(value).join(' or ')}`;
}

function nothingFound({ against }: Weighing, { evidence }: Sources): string {
  const unread = evidence.unread
    .slice(0, 3)
    .map(({ location, reason }) => `${placeName(location)} could not be interpreted (${reason})`);
  const said =
    against.length > 0
      ? against
      : ['no build command produces its program, and no main package has a matching name'];
  return [...said, ...unread].join('; ');
}
