import type { MainPackage } from '@lambdazip/core/internal';
import { isWithin, place, segmentsOf, withAncestors } from '@lambdazip/core/internal';
import type { CandidateTarget } from '../decision.js';
import { commonEnd, folded, isOutputName, tellingSegments, withoutHyphens } from './name-match.js';
import { codeArchives, codeDirectories, isGenericName, type Question } from './question.js';

/** A main package with a name by which it may be found. */
export interface NamedPackage {
  /** Relative to the project's root: a directory, or a file without its extension. */
  readonly path: string;
  readonly target: CandidateTarget;
  readonly main: MainPackage;
}

/** A name of a function, derived from its paths. */
export interface WantedName {
  /** The form shown in evidence, such as `bin/orders/create`. */
  readonly written: string;
  readonly segments: readonly string[];
  /** How many of the last segments are the function's own name, which must match. */
  readonly own: number;
}

/** The names of a function: its Handler, or the path of its code if the Handler is generic. */
export function wantedNames(question: Question): readonly WantedName[] {
  const { base } = question;
  const prefixes = codeDirectories(question).length > 0 ? codeDirectories(question) : [base];
  const byHandler = question.handlers.flatMap((handler) => {
    const own = ownSegments(handler.replace(/\.go$/, ''));
    if (own.length === 0) return [];
    return prefixes.map((prefix) => named(handler, prefix, own));
  });
  if (byHandler.length > 0) return byHandler;
  const paths = [...codeDirectories(question), ...codeArchives(question)].filter((path) => path !== base);
  return paths.flatMap((path) => {
    const below = base !== '.' && isWithin(path, base) ? path.slice(base.length + 1) : path;
    const own = ownSegments(below.replace(/\.zip$/i, ''));
    return own.length === 0 ? [] : [named(path, base, own)];
  });
}

/** The identifying segments of a path, without a generic last one such as `bootstrap`. */
function ownSegments(path: string): readonly string[] {
  const segments = [...tellingSegments(place(path))];
  while (segments.length > 0) {
    const last = segments.at(-1) ?? '';
    if (!isGenericName(last) && !isOutputName(last)) break;
    segments.pop();
  }
  return segments;
}

function named(written: string, prefix: string, own: readonly string[]): WantedName {
  const before = segmentsOf(prefix).length === 0 ? [] : tellingSegments(`${prefix}/x`).slice(0, -1);
  return { written, segments: [...before, ...own], own: own.length };
}

/** How exactly names match. */
export type Fold = 'hyphens' | 'case';

export interface NameMatch {
  readonly named: NamedPackage;
  /** Number of equal segments. */
  readonly length: number;
  readonly fold: Fold;
}

/**
 * The packages whose path ends most like the wanted name, nearest first: those in the function's own directory, then those
 * in its parent directories. Several if they match equally well.
 */
export function bestMatches(
  wanted: WantedName,
  packages: readonly NamedPackage[],
  question: Question,
): readonly NameMatch[] {
  const [start = question.base] = codeDirectories(question);
  for (const scope of withAncestors(start.startsWith('..') ? '.' : start)) {
    const inside = packages.filter(({ main }) => isWithin(main.directory, scope));
    for (const fold of ['hyphens', 'case'] as const) {
      const matches = longest(inside.flatMap((each) => matchOf(each, wanted, fold)));
      if (matches.length > 0) return exactest(matches, wanted);
    }
  }
  return [];
}

function matchOf(each: NamedPackage, wanted: WantedName, fold: Fold): readonly NameMatch[] {
  const segments = tellingSegments(each.path);
  const length = commonEnd(segments, wanted.segments, fold === 'case' ? folded : withoutHyphens);
  // `orders/create` is not `users/create`: segments that both have must not differ.
  const fits = length > 0 && length >= Math.min(segments.length, wanted.own);
  return fits ? [{ named: each, length, fold }] : [];
}

function longest(matches: readonly NameMatch[]): readonly NameMatch[] {
  const most = Math.max(...matches.map(({ length }) => length));
  return matches.filter(({ length }) => length === most);
}

/** Of `create-order` and `create_order`, the one spelled like the wanted name. */
function exactest(matches: readonly NameMatch[], wanted: WantedName): readonly NameMatch[] {
  const exact = matches.filter(
    ({ named: { path }, length }) =>
      commonEnd(tellingSegments(path), wanted.segments, (name) => name) >= length,
  );
  return exact.length > 0 ? exact : matches;
}
