import { compileGlob, type Glob, hasGlob, matchesGlob, unescapeGlob } from '../glob.js';
import { cutsGap, hasUnknown, unknownVariable } from '../unknown-text.js';
import { readWholeWord } from './read-word.js';
import type { Variable } from './shell-state.js';
import type { Word } from './syntax.js';

/** The variables visible to an expansion. */
export interface Scope {
  readonly lookUp: (name: string) => Variable | undefined;
  readonly assign: (name: string, value: string) => void;
  readonly spend: (steps: number) => void;
}

/** How the argument of an operator is parsed. */
export interface Argument {
  readonly text: (word: Word) => string;
  readonly pattern: (word: Word) => string;
}

/** Texts and patterns longer than any path are left unchanged: trying all cuts takes time in the product of their lengths. */
const searchLimit = 256;
const replaceLimit = 64;
/** How deeply expansions may be nested. */
const nestingLimit = 40;

/** The values of `name`, `name:-default`, `name##pattern`, `list[@]` and so on: one, or several for lists. */
export function expandParameter(
  expression: string,
  quoted: boolean,
  scope: Scope,
  argument: Argument,
): readonly string[] {
  if (expression.split('${').length > nestingLimit) return [unknownVariable('nested')];
  const length = /^#([A-Za-z_]\w*)(\[[@*]\])?$/.exec(expression);
  if (length !== null) return [countOf(scope, length[1] ?? '', length[2] !== undefined)];
  const found = /^(!?)([A-Za-z_]\w*|\d+|[@*#?$!-])(?:\[([^\]]*)\])?([\s\S]*)$/.exec(expression);
  if (found === null) return [unknownVariable(expression)];
  const [, bang, name = '', index, rest = ''] = found;
  const variable = scope.lookUp(name);
  if (bang === '!') return indirect(scope, name, index, variable);
  const values = select(name, index, variable, scope, argument);
  return withOperator(name, values, rest, quoted, scope, argument);
}

function countOf(scope: Scope, name: string, elements: boolean): string {
  const values = scope.lookUp(name)?.values;
  if (values === undefined || values.some(hasUnknown)) return unknownVariable(name);
  return String(elements ? values.length : (values[0] ?? '').length);
}

function indirect(
  scope: Scope,
  name: string,
  index: string | undefined,
  variable: Variable | undefined,
): readonly string[] {
  if (index === '@' || index === '*')
    return variable?.keys ?? variable?.values.map((_, at) => String(at)) ?? [];
  const target = variable?.values[0];
  if (target === undefined || !/^\w+$/.test(target)) return [unknownVariable(name)];
  return scope.lookUp(target)?.values.slice(0, 1) ?? [unknownVariable(target)];
}

/** The selected elements; undefined if the variable is unset. */
function select(
  name: string,
  index: string | undefined,
  variable: Variable | undefined,
  scope: Scope,
  argument: Argument,
): readonly string[] | undefined {
  if (variable === undefined) return undefined;
  if (name === '@' || name === '*' || index === '@' || index === '*') return variable.values;
  if (index === undefined) return [variable.values[0] ?? ''];
  const key = argument.text(readWholeWord(index, false));
  if (hasUnknown(key)) return [unknownVariable(name)];
  const bare = scope.lookUp(key)?.values[0] ?? key;
  const at = variable.keys === null ? Number(bare) : variable.keys.indexOf(key);
  const value = variable.values.at(at === -1 && variable.keys !== null ? variable.values.length : at);
  return value === undefined ? undefined : [value];
}

function withOperator(
  name: string,
  values: readonly string[] | undefined,
  rest: string,
  quoted: boolean,
  scope: Scope,
  argument: Argument,
): readonly string[] {
  const [, operator = '', text = ''] =
    /^(:?[-=+?]|##?|%%?|\/[/#%]?|\^\^?|,,?|:|@)?([\s\S]*)$/.exec(rest) ?? [];
  const written = (): string => argument.text(readWholeWord(text, quoted));
  const isSet = values !== undefined && (!operator.startsWith(':') || values.join('') !== '');
  switch (operator.replace(/^:(?=.)/, '')) {
    case '-':
      return isSet ? values : [written()];
    case '=': {
      if (isSet) return values;
      const value = written();
      scope.assign(name, value);
      return [value];
    }
    case '+':
      return isSet ? [written()] : [];
    default:
  }
  const set = values ?? [unknownVariable(name)];
  const pattern = (part: string): string => argument.pattern(readWholeWord(part, false));
  scope.spend(1 + set.length / 10);
  if (operator === '#' || operator === '##')
    return set.map((each) => cutStart(each, pattern(text), operator === '##'));
  if (operator === '%' || operator === '%%')
    return set.map((each) => cutEnd(each, pattern(text), operator === '%%'));
  if (operator.startsWith('/')) {
    const slash = text.indexOf('/');
    const from = pattern(slash === -1 ? text : text.slice(0, slash));
    const to = slash === -1 ? '' : argument.text(readWholeWord(text.slice(slash + 1), quoted));
    return set.map((each) => replace(each, from, to, operator));
  }
  if (operator.startsWith('^')) return set.map((each) => changeCase(each, operator === '^^', true));
  if (operator.startsWith(',')) return set.map((each) => changeCase(each, operator === ',,', false));
  if (operator === ':') {
    const [from = 0, count] = text.split(':').map(Number);
    if (set.some(hasUnknown) || !Number.isInteger(from)) return [unknownVariable(name)];
    if (set.length > 1) return set.slice(from, count === undefined ? undefined : from + count);
    return set.map((each) => each.slice(from, count === undefined ? undefined : from + count));
  }
  return set;
}

function cutStart(text: string, pattern: string, longest: boolean): string {
  if (text.length > searchLimit || pattern.length > searchLimit) return text;
  const glob = compileGlob(pattern);
  for (let step = 0; step <= text.length; step += 1) {
    const end = longest ? text.length - step : step;
    if (matchesGlob(glob, text.slice(0, end)) && !cutsGap(text, end)) return text.slice(end);
  }
  return text;
}

function cutEnd(text: string, pattern: string, longest: boolean): string {
  if (text.length > searchLimit || pattern.length > searchLimit) return text;
  const glob = compileGlob(pattern);
  for (let step = 0; step <= text.length; step += 1) {
    const start = longest ? step : text.length - step;
    if (matchesGlob(glob, text.slice(start)) && !cutsGap(text, start)) return text.slice(0, start);
  }
  return text;
}

function replace(text: string, pattern: string, to: string, operator: string): string {
  if (pattern === '') return text;
  if (!hasGlob(pattern) && (operator === '//' || operator === '/')) {
    const from = unescapeGlob(pattern);
    return operator === '//' ? text.split(from).join(to) : text.replace(from, () => to);
  }
  if (text.length > replaceLimit || pattern.length > replaceLimit) return text;
  const glob = compileGlob(pattern);
  let result = '';
  let at = 0;
  while (at < text.length) {
    const end = operator === '/#' && at > 0 ? undefined : longestMatch(glob, text, at, operator === '/%');
    if (end === undefined) {
      result += text.charAt(at);
      at += 1;
    } else {
      result += to;
      at = end;
      if (operator !== '//') break;
    }
  }
  return result + text.slice(at);
}

function longestMatch(glob: Glob, text: string, start: number, toEnd: boolean): number | undefined {
  for (let end = text.length; end > start; end -= 1) {
    if (matchesGlob(glob, text.slice(start, end))) return end;
    if (toEnd) return undefined;
  }
  return undefined;
}

function changeCase(text: string, all: boolean, upper: boolean): string {
  if (hasUnknown(text)) return text;
  const change = (part: string): string => (upper ? part.toUpperCase() : part.toLowerCase());
  return all ? change(text) : change(text.slice(0, 1)) + text.slice(1);
}
