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
 * `said` by the caller, `built` by a line, the `source` that the function refers to, a matching name (`named`), the `only`
 * one, or `hinted` at by the logical ID.
 */
export type Strength = 'said' | 'built' | 'source' | 'named' | 'only' | 'hinted';

/** The strongest evidence for a function. */
export interface Weighing {
  /** null if nothing was found. */
  readonly strength: Strength | null;
  readonly candidates: readonly Candidate[];
  /** Evidence against all candidates, as phrases without a full stop. */
  readonly against: readonly string[];
}

type Kind = (question: Question, sources: Sources) => Findings;

/** The kinds of evidence, strongest first. Kinds on the same level have equal weight: if they disagree, nothing is decided. */
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
      // The user's choice overrides everything that was found before.
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

/** Functions that share a directory of Go source may still be programs in its subdirectories: then names count. */
function fromSharedCode(question: Question, sources: Sources): Findings {
  const isAsked = question.function.code.kind === 'local' && sharesCode(question, sources.questions);
  if (!isAsked || fromCodeDirectory(question, sources).found.length === 0) return nothing;
  return fromDirectoryNames(question, sources);
}

/** Use the flags of the line that builds the package, even if the package was found in a different way. */
function withCommand(candidate: Candidate, question: Question, { lines, buildTarget }: Sources): Candidate {
  // SAM's own builds do not use the flags of other lines.
  if (question.function.buildMethod === 'go1.x') return { ...candidate, command: null, contested: [] };
  if (candidate.command !== null) return candidate;
  const building = lines.products
    .filter(({ target }) => isSameTarget(target, candidate.target))
    .map(({ command }) => command)
    // A debugging line without any evidence does not show how the program is built for production.
    .filter((command) => rankOf(command) !== developmentRank);
  return { ...candidate, ...chooseCommand(building, buildTarget) };
}

/** Settings in the environment of `sam build` or `serverless deploy` apply to what they build. */
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

/** Whether a mere hint may decide: not if the function has a specific name that matches nothing. */
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
