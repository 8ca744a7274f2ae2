import { type Findings, nothing } from './found.js';
import { mayRun, type Question } from './question.js';
import type { Sources } from './sources.js';

/** The only main package of the project, if all its Go functions are one program. */
export function fromOnlyMain(question: Question, { packages, questions }: Sources): Findings {
  const [only, second] = packages.mains;
  if (only === undefined || second !== undefined || only.mains.length !== 1) return nothing;
  if (!mayRun(question, only)) return nothing;
  const programs = new Set(questions.map(({ handler, code }) => JSON.stringify([handler, code])));
  if (programs.size > 1) return nothing;
  const text = 'only main package of the project, and the templates have no other Go program';
  const evidence = { text, location: question.function.location };
  const target = { kind: 'directory', path: only.directory } as const;
  return { found: [{ target, evidence, command: null }], against: [] };
}
