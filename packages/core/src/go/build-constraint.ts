/** Whether a tag is set, or a constraint is satisfied; null if unknown. */
export type Holds = boolean | null;

/** The build constraint in the header of a Go file. */
export interface BuildConstraint {
  /** As written in the file. */
  readonly line: string;
  /** The tags in the constraint. */
  readonly tags: readonly string[];
  /** Never null if every tag is known. */
  readonly holds: (has: (tag: string) => Holds) => Holds;
}

/**
 * Parses the `//go:build` line, or else the `// +build` lines, in a file's header, the text before `package`.
 * Undefined without such lines, or if there are too many words.
 */
export function buildConstraintIn(header: string): BuildConstraint | undefined {
  const [line = '', text] = /^\/\/go:build[ \t]+(.+?)[ \t]*$/m.exec(header) ?? [];
  if (text !== undefined) return parseConstraint(line, text.replace(/\/\/.*$/, ''));
  // The older form: all lines must hold; a line holds if one of its words does; commas within a word mean "and".
  const lines = [...header.matchAll(/^\/\/[ \t]*\+build[ \t]+(.+?)[ \t]*$/gm)];
  if (lines.length === 0) return undefined;
  const expression = lines
    .map(([, words = '']) => words.split(/\s+/).map((word) => `(${word.replaceAll(',', ' && ')})`))
    .map((words) => `(${words.join(' || ')})`)
    .join(' && ');
  return parseConstraint(lines.map(([each]) => each).join(' '), expression);
}

// The parser recurses for each parenthesis.
const mostWords = 200;

type Expression = BuildConstraint['holds'];

/** Parses `a && (b || !c)`. */
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
