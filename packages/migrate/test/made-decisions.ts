import { describe, expect, test } from 'vitest';
import type { MainPackage } from '../../core/src/main-packages/main-packages.js';
import { targetName } from '../src/decide/candidates/package-target.js';
import { type DecideOptions, decideFunctions } from '../src/decide/decide.js';
import type { Decision } from '../src/decide/decision.js';
import type { BuildEvidence } from '../src/evidence/build-command.js';
import type { Template } from '../src/sources/template-function.js';
import { build, evidenceOf, type MadeFunction, type MadeLine, madeTemplate, main } from './made-templates.js';

// Decisions about made-up projects, for tests that compare kinds of evidence.

/** A made-up project; every part is optional. `main` lists packages of the module at the root. */
export interface Project {
  readonly functions?: readonly MadeFunction[];
  /** The template's path; its name determines the format. */
  readonly template?: string;
  readonly templates?: readonly Template[];
  readonly lines?: readonly MadeLine[];
  readonly mains?: readonly (string | MainPackage)[];
  readonly options?: Partial<DecideOptions>;
}

/** The arguments of `decideFunctions`. */
export function partsOf(
  project: Project,
): [readonly Template[], BuildEvidence, MainPackage[], DecideOptions] {
  const mains = (project.mains ?? []).map((each) => (typeof each === 'string' ? main(each) : each));
  const files = mains.flatMap(({ directory, files: names }) =>
    names.map((name) => (directory === '.' ? name : `${directory}/${name}`)),
  );
  const templates = project.templates ?? [madeTemplate(project.functions ?? [{}], project.template)];
  const options = { map: {}, ...project.options };
  const allFiles = ['go.mod', ...files, ...(project.options?.files ?? [])];
  return [templates, evidenceOf(...(project.lines ?? [])), mains, { ...options, files: allFiles }];
}

export const decide = (project: Project): readonly Decision[] => decideFunctions(...partsOf(project));

/** A decision in one line: the package; `? a | b: reason`; or `- why`. */
function described(decision: Decision): string {
  switch (decision.kind) {
    case 'decided':
      return targetName(decision.candidate.target);
    case 'open':
      return `? ${decision.candidates.map(({ target }) => targetName(target)).join(' | ')}`;
    case 'left':
      return `- ${decision.why}`;
    default:
      return decision satisfies never;
  }
}

export const answers = (project: Project): string[] => decide(project).map(described);

export function evidenceTexts(decision: Decision | undefined): string[] {
  if (decision?.kind !== 'decided') throw new Error(`it is ${decision?.kind}`);
  return decision.candidate.evidence.map(({ text }) => text);
}

export const only = (project: Project): Decision => {
  const [decision] = decide(project);
  if (decision === undefined) throw new Error('no function');
  return decision;
};

/** Tests of the decision for each function, one per row. */
export const cases = (
  title: string,
  rows: readonly (readonly [string, Project, readonly string[]])[],
): void => {
  describe(title, () => {
    test.each(rows)('%s', (_, project, expected) => {
      expect(answers(project)).toEqual(expected);
    });
  });
};

export const custom = 'provided.al2023';

/** Main packages unrelated to the default function, `bin/create`, except the first. */
export const shop = ['cmd/create', 'cmd/delete', 'cmd/serve'];

/** A line that builds `./cmd/serve`, a package that no name matches. */
export const builds = (output: string, from = './cmd/serve') => build('Makefile:2', output, from);
/** One function, with the packages of `shop` and some lines. */
export const inShop = (lines: readonly MadeLine[], more: MadeFunction = {}): Project => ({
  functions: [more],
  mains: shop,
  lines,
});
