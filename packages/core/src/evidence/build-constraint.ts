import { lambdaArchitectures, otherArchitectures, otherSystems } from '../go/platforms.js';

/** Whether a constraint holds; null where that hangs on how one builds (tags of the project's own, the architecture). */
type Holds = boolean | null;

/** Tags that hold on Lambda. */
const held: ReadonlySet<string> = new Set(['linux', 'unix', 'gc']);
/** Tags that people give to files which are no part of a build. */
const never: ReadonlySet<string> = new Set(['ignore', 'tools']);

/** Whether a Go file with these constraints can be part of a build for Lambda. `header` is what stands before `package`. */
export function mayBuildForLambda(name: string, header: string): boolean {
  return fileNameHolds(name) && constraintOf(header) !== false;
}

/** `x_linux.go`, `x_windows_amd64.go`: the endings that go reads. */
function fileNameHolds(name: string): boolean {
  const parts = name.replace(/\.go$/, '').split('_').slice(1);
  const [system, architecture] = parts.slice(-2);
  const last = parts.at(-1) ?? '';
  if (otherSystems.has(last) || otherArchitectures.has(last)) return false;
  return !(
    architecture !== undefined &&
    lambdaArchitectures.has(architecture) &&
    otherSystems.has(system ?? '')
  );
}

function constraintOf(header: string): Holds {
  const line = /^\/\/go:build[ \t]+(.+)$/m.exec(header)?.[1];
  if (line !== undefined) return expression(line.replace(/\/\/.*$/, ''));
  // The older form: every line must hold, one of the words of a line, all that commas join.
  const lines = [...header.matchAll(/^\/\/[ \t]*\+build[ \t]+(.+)$/gm)].map(([, words = '']) => words);
  return all(
    lines.map((words) =>
      some(
        words
          .trim()
          .split(/\s+/)
          .map((word) => all(word.split(',').map(withNegation))),
      ),
    ),
  );
}

function withNegation(word: string): Holds {
  return word.startsWith('!') ? not(tag(word.slice(1))) : tag(word);
}

function tag(name: string): Holds {
  if (held.has(name) || /^go1\.\d+$/.test(name)) return true;
  return never.has(name) || otherSystems.has(name) || otherArchitectures.has(name) ? false : null;
}

function not(value: Holds): Holds {
  return value === null ? null : !value;
}

function all(values: readonly Holds[]): Holds {
  return values.includes(false) ? false : values.includes(null) ? null : true;
}

function some(values: readonly Holds[]): Holds {
  return values.includes(true) ? true : values.includes(null) ? null : false;
}

/** Reads `a && (b || !c)`. What is malformed does not shut a file out. */
function expression(text: string): Holds {
  const words = text.match(/&&|\|\||[!()]|[\w.]+/g) ?? [];
  if (words.length > 200) return null;
  let at = 0;
  const or = (): Holds => {
    const values = [and()];
    while (words[at] === '||') {
      at += 1;
      values.push(and());
    }
    return some(values);
  };
  const and = (): Holds => {
    const values = [unary()];
    while (words[at] === '&&') {
      at += 1;
      values.push(unary());
    }
    return all(values);
  };
  const unary = (): Holds => {
    const word = words[at];
    at += 1;
    if (word === '!') return not(unary());
    if (word !== '(') return word === undefined ? null : tag(word);
    const value = or();
    at += 1;
    return value;
  };
  return or();
}
