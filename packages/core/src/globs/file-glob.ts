/** Why a text is not a glob of `files`. */
export class GlobProblem extends Error {
  override readonly name = 'GlobProblem';
}

/** A step of a pattern: one character of a path, or the positions where the pattern continues. */
type Step =
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'fork'; readonly to: number[] };

/** A compiled glob for whole paths. */
export interface FileGlob {
  readonly steps: readonly Step[];
}

/** PATH_MAX of Linux: no useful glob is longer. */
const longestGlob = 4096;

/** Syntax of other tools that is not supported: `+(a|b)`, `!(a)`. */
const extendedGlob = /[?*+@!]\(/;

/**
 * Compiles a glob: `*` matches any number of characters of a segment, including none; `?` matches one; `[a-z]` matches
 * one in the set, `[!a-z]` one outside it; `**` as a whole segment matches any number of segments, including none;
 * `{a,b}` matches `a` or `b`. Any other character matches itself.
 *
 * @throws GlobProblem
 */
export function compileFileGlob(pattern: string): FileGlob {
  if (pattern.length > longestGlob) throw new GlobProblem(`it is longer than ${longestGlob} characters`);
  const extended = extendedGlob.exec(pattern)?.[0];
  if (extended !== undefined) {
    throw new GlobProblem(`\`${extended}...)\` is not supported; write \`[(]\` for a parenthesis`);
  }
  return { steps: new Compiler(pattern).compile() };
}

/** Whether a glob matches a whole path. Takes at most length of glob times length of path steps, whatever they contain. */
export function matchesFileGlob({ steps }: FileGlob, path: string): boolean {
  // Follow all positions that the path can reach at the same time, so that none is tried twice.
  let reached = new Reached(steps);
  reached.add(0);
  for (const character of path) {
    const next = new Reached(steps);
    for (const place of reached.places) {
      const step = steps[place];
      if (step?.kind === 'character' && step.matches(character)) next.add(place + 1);
    }
    if (next.places.length === 0) return false;
    reached = next;
  }
  return reached.has(steps.length);
}

/** Whether a text contains a character with a meaning in a glob. */
export function hasFileGlob(text: string): boolean {
  return /[*?[{]/.test(text);
}

/**
 * The leading segments of a glob without such characters: where a search starts, and the prefix removed from the path
 * of an entry.
 */
export function fileGlobBase(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex(hasFileGlob);
  return (first === -1 ? segments : segments.slice(0, first)).join('/');
}

/** The reached positions, including those after forks. */
class Reached {
  readonly places: number[] = [];
  readonly #steps: readonly Step[];
  readonly #seen = new Set<number>();

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  add(place: number): void {
    const open = [place];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (this.#seen.has(next)) continue;
      this.#seen.add(next);
      const step = this.#steps[next];
      if (step?.kind === 'fork') open.push(...step.to);
      else this.places.push(next);
    }
  }

  has(place: number): boolean {
    return this.#seen.has(place);
  }
}

const isInSegment = (character: string): boolean => character !== '/';
const isSlash = (character: string): boolean => character === '/';

/** A section of a pattern that is compiled separately: all of it, or an alternative. */
interface Part {
  readonly start: number;
  readonly end: number;
  /** Whether a segment begins, or ends, where the section does. */
  readonly begins: boolean;
  readonly ends: boolean;
}

class Compiler {
  readonly #characters: readonly string[];
  /** For each opening brace that is closed and contains a comma: where its alternatives end. */
  readonly #ends: ReadonlyMap<number, readonly number[]>;
  readonly #steps: Step[] = [];

  constructor(pattern: string) {
    this.#characters = [...pattern];
    this.#ends = alternativeEnds(this.#characters);
  }

  compile(): readonly Step[] {
    this.#part({ start: 0, end: this.#characters.length, begins: true, ends: true });
    return this.#steps;
  }

  #part(part: Part): void {
    let at = part.start;
    while (at < part.end) at = this.#one(at, part);
  }

  /** Compiles the item at a position and returns the position of the next. */
  #one(at: number, part: Part): number {
    const character = this.#characters[at] ?? '';
    if (character === '*') return this.#stars(at, part);
    if (character === '?') {
      this.#character(isInSegment);
      return at + 1;
    }
    if (character === '[') {
      const set = readSet(this.#characters, at, part.end);
      if (set !== undefined) {
        this.#character(set.matches);
        return set.end;
      }
    }
    const ends = character === '{' ? this.#ends.get(at) : undefined;
    if (ends !== undefined) return this.#alternatives(at, ends, part);
    this.#character((tried) => tried === character);
    return at + 1;
  }

  #stars(at: number, part: Part): number {
    let after = at;
    while (after < part.end && this.#characters[after] === '*') after += 1;
    const isWhole = this.#beginsSegment(at, part) && this.#endsSegment(after, part);
    if (after - at < 2 || !isWhole) {
      this.#repeat(() => this.#character(isInSegment));
      return after;
    }
    if (after === part.end) {
      this.#repeat(() => this.#character(() => true));
      return after;
    }
    // Whole segments, each with its slash.
    this.#repeat(() => {
      this.#character(isInSegment);
      this.#repeat(() => this.#character(isInSegment));
      this.#character(isSlash);
    });
    return after + 1;
  }

  #beginsSegment(at: number, { start, begins }: Part): boolean {
    return at === start ? begins : this.#characters[at - 1] === '/';
  }

  #endsSegment(at: number, { end, ends }: Part): boolean {
    return at === end ? ends : this.#characters[at] === '/';
  }

  #alternatives(at: number, closings: readonly number[], part: Part): number {
    const begins = this.#beginsSegment(at, part);
    const ends = this.#endsSegment((closings.at(-1) ?? at) + 1, part);
    const begin = this.#fork();
    const exits: number[][] = [];
    let start = at + 1;
    for (const end of closings) {
      begin.push(this.#steps.length);
      this.#part({ start, end, begins, ends });
      exits.push(this.#fork());
      start = end + 1;
    }
    for (const exit of exits) exit.push(this.#steps.length);
    return start;
  }

  #repeat(body: () => void): void {
    const place = this.#steps.length;
    const begin = this.#fork();
    begin.push(this.#steps.length);
    body();
    this.#fork().push(place);
    begin.push(this.#steps.length);
  }

  #fork(): number[] {
    const to: number[] = [];
    this.#steps.push({ kind: 'fork', to });
    return to;
  }

  #character(matches: (character: string) => boolean): void {
    this.#steps.push({ kind: 'character', matches });
  }
}

/**
 * The braces that are closed and list alternatives, by the position of the opening brace. Each comma and the closing
 * brace ends an alternative.
 */
function alternativeEnds(characters: readonly string[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, readonly number[]>();
  const open: { readonly at: number; readonly ends: number[] }[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at];
    if (character === '[') at = (readSet(characters, at, characters.length)?.end ?? at + 1) - 1;
    else if (character === '{') open.push({ at, ends: [] });
    else if (character === ',') open.at(-1)?.ends.push(at);
    else if (character === '}') {
      const last = open.pop();
      if (last !== undefined && last.ends.length > 0) found.set(last.at, [...last.ends, at]);
    }
  }
  return found;
}

interface CharacterSet {
  readonly matches: (character: string) => boolean;
  readonly end: number;
}

/** Reads `[abc]`, `[a-z]`, `[!a]`, `[^a]` or `[]a]`; undefined if it is not closed in its segment. */
function readSet(characters: readonly string[], at: number, end: number): CharacterSet | undefined {
  const isNegated = characters[at + 1] === '!' || characters[at + 1] === '^';
  const start = isNegated ? at + 2 : at + 1;
  let close = start + 1;
  while (close < end && characters[close] !== ']' && characters[close] !== '/') close += 1;
  if (close >= end || characters[close] !== ']' || characters[start] === '/') return undefined;
  const single = new Set<string>();
  const ranges: (readonly [string, string])[] = [];
  for (let member = start; member < close; member += 1) {
    const first = characters[member] ?? '';
    const last = characters[member + 2] ?? '';
    if (characters[member + 1] === '-' && member + 2 < close) {
      ranges.push([first, last]);
      member += 2;
    } else single.add(first);
  }
  const holds = (character: string): boolean =>
    single.has(character) || ranges.some(([first, last]) => first <= character && character <= last);
  return {
    matches: (character) => character !== '/' && holds(character) !== isNegated,
    end: close + 1,
  };
}
