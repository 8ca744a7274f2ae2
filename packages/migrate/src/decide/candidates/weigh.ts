import { basename } from 'pathe';
import type { BuildCommand } from '../../evidence/build-command.js';
import { developmentRank } from '../../evidence/route.js';
import { functionSources } from '../../sources/sources.js';
import type { Candidate } from '../decision.js';
import { chooseCommand, rankOf } from './choose-command.js';
import { candidatesOf, type Findings, nothing } from './found.js';
import { fromCodeDirectory } from './from-code-directory.js';
import { fromLikelyOutput } from './from-likely-output.js';
import { fromLogicalId } from './from-logical-id.js';
import { fromMakeTarget } from './from-make-target.js';
import { fromMap, fromSharedKey } from './from-map.js';
import { fromDirectoryNames, fromFileNames, fromOnlyMainInside } from './from-names.js';
import { fromOnlyMain } from './from-only-main.js';
import { fromOutput } from './from-output.js';
import { fromOutputName } from './from-output-name.js';
import { wantedNames } from './name-search.js';
import { isSameTarget } from './package-target.js';
import { isGenericName, type Question, sharesCode } from './question.js';
import type { Sources } from './sources.js';

/**
 * `said` by the caller, `built` by a line, the `source` that the function points at, `named` alike, the `only` one there
 * is, or `hinted` at by the logical ID.
 */
export type Strength = 'said' | 'built' | 'source' | 'named' | 'only' | 'hinted';

/** What the strongest evidence for a function says. */
export interface Weighing {
  /** null where nothing was found. */
  readonly strength: Strength | null;
  readonly candidates: readonly Candidate[];
  /** What speaks against whatever was found, as sentences without a full stop. */
  readonly against: readonly string[];
}

type Kind = (question: Question, sources: Sources) => Findings;

/** The kinds of evidence, the strongest first. Those of one level count alike: where they differ, nothing is decided. */
const levels: readonly (readonly [Strength, ...Kind[]])[] = [
  ['said', fromMap],
  ['built', fromMakeTarget],
  ['built', fromOutput, fromGoBuildMethod],
  ['built', fromLikelyOutput],
  ['source', fromCodeDirectory, fromOutputName, fromSharedCode],
  ['said', fromSharedKey],
  ['named', fromDirectoryNames, fromOnlyMainInside],
  ['named', fromFileNames],
  ['only', fromOnlyMain],
  ['hinted', fromLogicalId],
];

export function weigh(question: Question, sources: Sources): Weighing {
  const against: string[] = [];
  for (const [strength, ...kinds] of levels) {
    const findings = kinds.map((kind) => kind(question, sources));
    const found = findings.flatMap((each) => each.found);
    if (found.length > 0) {
      const candidates = candidatesOf(found, sources.buildTarget).map((each) =>
        withTool(withCommand(each, question, sources), question, sources),
      );
      // What the user says is meant in spite of what was found before.
      return { strength, candidates, against: strength === 'said' ? [] : against };
    }
    against.push(...findings.flatMap((each) => each.against));
  }
  return { strength: null, candidates: [], against };
}

/** `BuildMethod: go1.x` makes SAM build the code's directory, whatever other lines build. */
function fromGoBuildMethod(question: Question, sources: Sources): Findings {
  return question.function.buildMethod === 'go1.x' ? fromCodeDirectory(question, sources) : nothing;
}

/** Functions that share a directory of Go source may still be programs below it: then the names have a say. */
function fromSharedCode(question: Question, sources: Sources): Findings {
  const isAsked = question.function.code.kind === 'local' && sharesCode(question, sources.questions);
  if (!isAsked || fromCodeDirectory(question, sources).found.length === 0) return nothing;
  return fromDirectoryNames(question, sources);
}

/** The flags of the line that builds a package count, also where the package was found in another way. */
function withCommand(candidate: Candidate, question: Question, { lines, buildTarget }: Sources): Candidate {
  // What SAM builds by itself is built without the flags of other lines.
  if (question.function.buildMethod === 'go1.x') return { ...candidate, command: null, contested: [] };
  if (candidate.command !== null) return candidate;
  const building = lines.products
    .filter(({ target }) => isSameTarget(target, candidate.target))
    .map(({ command }) => command)
    // A line that no evidence leads to says nothing of production if it is for debugging.
    .filter((command) => rankOf(command) !== developmentRank);
  return { ...candidate, ...chooseCommand(building, buildTarget) };
}

/** What the environment of `sam build` or `serverless deploy` says to go holds for what they build. */
function withTool(
  candidate: Candidate,
  { function: fn }: Question,
  { evidence, buildTarget }: Sources,
): Candidate {
  const { command } = candidate;
  const { tool: name, toolBuilds } = functionSources[fn.format];
  const isBuiltByTool =
    command === null ? toolBuilds : command.file === 'serverless-go-plugin' || fn.buildMethod === 'makefile';
  if (!isBuiltByTool) return candidate;
  const tools = (evidence.tools ?? []).filter(({ tool }) => tool === name).map((each) => each.command);
  const chosen = chooseCommand(tools, buildTarget);
  const contested = [...(candidate.contested ?? []), ...chosen.contested];
  if (chosen.command === null) return candidate;
  return {
    ...candidate,
    command: command === null ? chosen.command : inEnvironment(command, chosen.command),
    contested,
  };
}

function inEnvironment(command: BuildCommand, { environment }: BuildCommand): BuildCommand {
  return { ...command, environment: { ...environment, ...command.environment } };
}

/** Whether what was merely hinted at may decide: not where the function has a telling name that leads nowhere. */
export function isEnough(
  { strength }: Weighing,
  question: Question,
  questions: readonly Question[],
): boolean {
  if (strength !== 'hinted' || wantedNames(question).length === 0) return true;
  const paths = question.code.map(({ path }) => path);
  const isShared = questions.some(
    (other) => other !== question && other.code.some(({ path }) => paths.includes(path)),
  );
  return isShared && question.handlers.every((handler) => isGenericName(basename(handler)));
}
