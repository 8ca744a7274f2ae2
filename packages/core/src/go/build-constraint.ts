/** Whether a tag is set, or a constraint holds; null if that is not known. */
export type Holds = boolean | null;

/** The constraint in the header of a Go file. */
export interface BuildConstraint {
  /** As the file has it. */
  readonly line: string;
  /** The tags that it names. */
  readonly tags: readonly string[];
  /** Never null if every tag is known. */
  readonly holds: (has: (tag: string) => Holds) => Holds;
}

/**
 * Reads `//go:build`, or else the `// +build` lines, in a file's header: what is in front of `package`. Undefined if there
 * are none, or more words than anybody writes.
 */
export function buildConstraintIn(header: string): BuildConstraint | undefined {
  const [line = '', text] = /^\/\/go:build[ \t]+(.+?)[ \t]*$/m.exec(header) ?? [];
  if (text !== undefined) return parseConstraint(line, text.replace(/\/\/.*$/, ''));
  // The older form: every line must hold, one of the words of a line, all that commas join.
  const lines = [...header.matchAll(/^\/\/[ \t]*\+build[ \t]+(.+?)[ \t]*$/gm)];
  if (lines.length === 0) return undefined;
  const expression = lines
    .map(([, words = '']) => words.split(/\s+/).map((word) => `(${word.replaceAll(',', ' && ')})`))
    .map((words) => `(${words.join(' || ')})`)
    .join(' && ');
  return parseConstraint(lines.map(([each]) => each).join(' '), expression);
}

// Reading descends for each parenthesis.
const mostWords = 200;

type Expression = BuildConstraint['holds'];

/** Reads `a && (b || !c)`. */
function parseConstraint(line: string, text: string): BuildConstraint | undefined {
  const words = text.match(/&&|\|\||[!()]|[\p{L}\p{N}_.]+/gu) ?? [];
  if (words.length > mostWords) return undefined;
  let at = 0;
  const or = (): Expression => {
    const terms = [and()];
    for (; words[at] === '||'; terms.push(and())) at += 1;
    return (has) => some(terms.map((term) => term(has)));
  };
  const and = (): Expression => {
    const terms = [unary()];
    for (; words[at] === '&&'; terms.push(unary())) at += 1;
    return (has) => every(terms.map((term) => term(has)));
  };
  const unary = (): Expression => {
    const word = words[at];
    at += 1;
    if (word === undefined) return () => null;
    if (word === '!') {
      const negated = unary();
      return (has) => not(negated(has));
    }
    if (word !== '(') return (has) => has(word);
    const inner = or();
    at += 1;
    return inner;
  };
  const holds = or();
  return { line, tags: words.filter((word) => /^[\p{L}\p{N}_]/u.test(word)), holds };
}

function not(value: Holds): Holds {
  return value === null ? null : !value;
}

function every(values: readonly Holds[]): Holds {
  return values.includes(false) ? false : values.includes(null) ? null : true;
}

function some(values: readonly Holds[]): Holds {
  return values.includes(true) ? true : values.includes(null) ? null : false;
}
