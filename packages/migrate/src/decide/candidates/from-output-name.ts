import { isWithin, place } from '@lambdazip/core/internal';
import { basename, dirname } from 'pathe';
import { foundAt } from './arrival-evidence.js';
import { type Findings, nothing } from './found.js';
import { targetName } from './package-target.js';
import { isGenericName, type Question } from './question.js';
import type { Sources } from './sources.js';

/** The only build line whose program has the name of the last part of the Handler, wherever it is written. */
export function fromOutputName(question: Question, { lines, questions, pathOf }: Sources): Findings {
  const names = question.handlers.map((handler) => basename(handler));
  if (names.length === 0) return nothing;
  const alike = questions.filter(({ handlers }) => handlers.some((each) => names.includes(basename(each))));
  // A name shared by several functions is ambiguous, unless they run the same code.
  if (alike.some((each) => placeKey(each) !== placeKey(question))) return nothing;
  if (names.some(isGenericName) && questions.length > alike.length) return nothing;
  const named = lines.products.filter(
    ({ path, command }) => names.includes(basename(path)) && isNear(command.location.file),
  );
  if (new Set(named.map(({ target }) => targetName(target))).size !== 1) return nothing;
  return { found: named.map((product) => foundAt({ product, copies: [] })), against: [] };

  /** The build file of a neighbour builds the neighbour's programs. */
  function isNear(file: string | null): boolean {
    const directory = place(dirname(pathOf(file ?? '')));
    return isWithin(directory, question.base) || isWithin(question.base, directory);
  }
}

/** Functions with the same key run the same program. */
export function placeKey({ code, handler }: Pick<Question, 'code' | 'handler'>): string {
  return [handler, ...code.map(({ path }) => path)].join('\n');
}
