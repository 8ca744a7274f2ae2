import { compareStrings } from '@lambdazip/core/internal';
import { unknownOutput } from '../unknown-text.js';
import { filterWords, patternSubstitute, splitOutside, splitWords } from './make-words.js';

/** The environment of make's functions. */
export interface FunctionScope {
  /** Expands a text with some variables set only for it. */
  readonly expand: (text: string, locals?: ReadonlyMap<string, string>) => string;
  /** Expands a condition, in which unset variables are empty. */
  readonly test: (text: string) => string;
  readonly variable: (name: string) => string;
  readonly shell: (script: string) => string | undefined;
  readonly glob: (pattern: string) => readonly string[];
  readonly absolute: (path: string) => string;
  readonly evaluate: (text: string) => void;
  readonly spend: (steps: number) => void;
  readonly lookUp: (name: string) => { readonly value: string } | undefined;
}

type WordFunction = (
  words: readonly string[],
  rest: readonly string[],
  scope: FunctionScope,
) => readonly string[];

/** Functions of a list of words, the last argument; all arguments are expanded first. */
const wordFunctions: Readonly<Record<string, WordFunction>> = {
  wildcard: (words, _, { glob }) => words.flatMap((word) => glob(word)),
  notdir: (words) => words.map((word) => word.slice(word.lastIndexOf('/') + 1)),
  dir: (words) => words.map((word) => (word.includes('/') ? word.slice(0, word.lastIndexOf('/') + 1) : './')),
  basename: (words) => words.map((word) => word.replace(/\.[^./]*$/, '')),
  suffix: (words) => words.flatMap((word) => /\.[^./]*$/.exec(word)?.[0] ?? []),
  strip: (words) => words,
  sort: (words) => [...new Set(words)].sort(compareStrings),
  firstword: (words) => words.slice(0, 1),
  lastword: (words) => words.slice(-1),
  words: (words) => [String(words.length)],
  realpath: (words, _, { absolute }) => words.map(absolute),
  abspath: (words, _, { absolute }) => words.map(absolute),
  addprefix: (words, [prefix = '']) => words.map((word) => prefix + word),
  addsuffix: (words, [suffix = '']) => words.map((word) => word + suffix),
  filter: (words, [patterns = '']) => filterWords(patterns, words, true),
  'filter-out': (words, [patterns = '']) => filterWords(patterns, words, false),
  patsubst: (words, [from = '', to = '']) => words.map((word) => patternSubstitute(from.trim(), to, word)),
  word: (words, [index = '']) => words.slice(Number(index) - 1, Number(index)),
  wordlist: (words, [from = '', to = '']) => words.slice(Number(from) - 1, Number(to)),
};

type TextFunction = (args: readonly string[], scope: FunctionScope) => string;

/** Functions that expand their own arguments, or work on a text. */
const textFunctions: Readonly<Record<string, TextFunction>> = {
  subst: ([from = '', to = '', ...text], { expand }) => {
    const source = expand(from);
    return source === '' ? expand(text.join(',')) : expand(text.join(',')).split(source).join(expand(to));
  },
  findstring: ([sought = '', ...text], { expand }) =>
    expand(text.join(',')).includes(expand(sought)) ? expand(sought) : '',
  join: ([left = '', right = ''], { expand }) => {
    const [first, second] = [splitWords(expand(left)), splitWords(expand(right))];
    const length = Math.max(first.length, second.length);
    return Array.from({ length }, (_, index) => (first[index] ?? '') + (second[index] ?? '')).join(' ');
  },
  if: ([condition = '', then = '', ...otherwise], { expand, test }) =>
    test(condition).trim() === '' ? expand(otherwise.join(',')) : expand(then),
  or: (args, { test }) => args.map((each) => test(each).trim()).find((each) => each !== '') ?? '',
  and: (args, { test }) => {
    const values = args.map((each) => test(each).trim());
    return values.includes('') ? '' : (values.at(-1) ?? '');
  },
  foreach: ([name = '', list = '', ...text], { expand }) => {
    const variable = expand(name).trim();
    const words = splitWords(expand(list)).slice(0, 1_000);
    return words.map((word) => expand(text.join(','), new Map([[variable, word]]))).join(' ');
  },
  call: ([name = '', ...args], { expand, lookUp }) => {
    const called = expand(name).trim();
    const values = args.map((each) => expand(each));
    const locals = new Map([called, ...values].map((value, index) => [String(index), value]));
    for (let index = values.length + 1; index < 10; index += 1) locals.set(String(index), '');
    const text = lookUp(called)?.value;
    return text === undefined ? expand(`$(${called} ${values.join(',')})`) : expand(text, locals);
  },
  eval: (args, { expand, evaluate }) => {
    evaluate(expand(args.join(',')));
    return '';
  },
  shell: (args, { expand, shell }) => {
    const script = expand(args.join(','));
    const output = shell(script);
    return output === undefined ? unknownOutput(script) : output.replace(/\n+$/, '').replace(/\n/g, ' ');
  },
  value: ([name = ''], { lookUp }) => lookUp(name.trim())?.value ?? '',
  origin: ([name = ''], { lookUp }) => (lookUp(name.trim()) === undefined ? 'undefined' : 'file'),
  flavor: () => '',
  info: () => '',
  warning: () => '',
  error: () => '',
};

export function isFunction(name: string): boolean {
  return Object.hasOwn(wordFunctions, name) || Object.hasOwn(textFunctions, name);
}

/** Calls a make function with the unexpanded text of its arguments. */
export function callFunction(name: string, text: string, scope: FunctionScope): string {
  scope.spend(1);
  const args = splitOutside(text, ',');
  if (Object.hasOwn(textFunctions, name)) return textFunctions[name]?.(args, scope) ?? '';
  const count = /^(?:patsubst|wordlist)$/.test(name) ? 2 : /^(?:add|filter|word$)/.test(name) ? 1 : 0;
  const rest = args.slice(0, count).map((each) => scope.expand(each));
  const words = splitWords(scope.expand(args.slice(count).join(',')));
  scope.spend(words.length / 20);
  const called = Object.hasOwn(wordFunctions, name) ? wordFunctions[name] : undefined;
  return called?.(words, rest, scope).join(' ') ?? '';
}
