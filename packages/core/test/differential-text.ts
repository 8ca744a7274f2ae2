// What differs between two runs of the same program, and what differs between a program of its own and a handler inside one binary.

import { packageName } from '../src/multicall/package-name.js';
import { symbolPrefix } from '../src/multicall/symbol-name.js';

/** What the text of a run may contain. */
export interface RunPlace {
  /** The directory that the archive is unpacked in. */
  readonly task: string;
  /** The working directory of the program. */
  readonly work: string;
  /** The process id. */
  readonly pid: number;
}

const clock = String.raw`\d{1,2}:\d\d:\d\d(?:\.\d+)?`;
const unit = `(?:ns|µs|us|ms|s|m|h)`;

/** Replacements of text that depends on the time, the process or the place of a run. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(String.raw`\b\d{4}[-/]\d\d[-/]\d\d[T ]${clock}(?:Z|[+-]\d\d:?\d\d| [+-]\d{4} \w+)?`, 'g'),
    '<time>',
  ],
  [new RegExp(String.raw`\b\w{3},? +\w+ +\w+ ${clock}(?: \w+)? \d{4}\b`, 'g'), '<time>'],
  [new RegExp(String.raw`\b${clock}\b`, 'g'), '<time>'],
  [/\bm=[+-]?\d+\.\d+/g, 'm=<time>'],
  [new RegExp(String.raw`(?<![\w.])(?:\d+(?:\.\d+)?${unit})+\b`, 'g'), '<duration>'],
  [/\+0x[0-9a-f]+/g, '+<offset>'],
  // Seconds or milliseconds since 1970, until 2033.
  [/\b1[6-9]\d{8}(?:\d{3}|\.\d+)?\b/g, '<time>'],
  [/\b1\.[6-9]\d+e\+09\b/g, '<time>'],
  // In a stack trace, a value that may be outdated.
  [/\b0x[0-9a-f]+\?/g, '<value>?'],
  [/\b0x[0-9a-f]{4,}\b/g, '<address>'],
  [/\bc[0-9a-f]{9}\b/g, '<address>'],
  [/\bgoroutine \d+/g, 'goroutine <id>'],
  [/(127\.0\.0\.1|\[::1\]|\[::\]|localhost):\d{2,5}\b/g, '$1:<port>'],
];

/** The text of a run without addresses, ids of goroutines and processes, times, and temporary paths. */
export function normalized(text: string, { task, work, pid }: RunPlace): string {
  let result = text.replaceAll(task, '<task>').replaceAll(work, '<work>');
  result = result.replace(/(<work>\/tmp\/[^\s"':]*?)\d{4,}/g, '$1<random>');
  // Small ids (of processes in a namespace of their own) are equal in both runs.
  if (pid > 99) result = result.replace(new RegExp(String.raw`\b${pid}\b`, 'g'), '<pid>');
  for (const [pattern, replacement] of replacements) result = result.replace(pattern, replacement);
  return result;
}

/** The handler whose runs are compared. */
export interface ExplainedHandler {
  /** The value of the function's `Handler`. */
  readonly handler: string;
  /** The import path of its main package. */
  readonly importPath: string;
}

/** A difference that cannot be avoided, which the documentation describes. */
interface Explanation {
  readonly reason: string;
  /** Changes the text so that the difference disappears. Applied to the texts of both runs. */
  readonly rewrite: (text: string, handler: ExplainedHandler) => string;
}

/** The known differences. Each is one that docs/layouts.md describes. */
export const explanations = {
  'error-stack': {
    reason:
      'the stack trace that aws-lambda-go sends after a panic has the whole paths of files, and more frames',
    rewrite: (text, { importPath }) =>
      text
        .replaceAll(`"path":"${importPath}/`, `"path":"${importPath.split('/').at(-1)}/`)
        .replace(/,?\{"path":"[^"]*lambdazip_[^"]*","line":\d+,"label":"[^"]*"\}/g, ''),
  },
  'package-name': {
    reason: 'types, functions and stack traces show the name of the package instead of `main`',
    rewrite: (text, { importPath }) => {
      const [path, name] = [symbolPrefix(importPath), packageName(importPath)];
      return text
        .replaceAll(path, 'main')
        .replaceAll(importPath, 'main')
        .replace(new RegExp(String.raw`(?<![\w./])${literal(name)}\.(?=[\p{L}_(])`, 'gu'), 'main.');
    },
  },
  stack: {
    reason: 'stack traces have the frames that call the function main of the handler',
    rewrite: (text) =>
      text
        .replace(/^[^\t\n][^\n]*\n\t[^\n]*lambdazip_[^\n]*(?:\n|$)/gm, '')
        // The compiler inlines the function.
        .replaceAll('main.main(...)', 'main.main()')
        .replaceAll(' +<offset>', ''),
  },
  executable: {
    reason: 'os.Executable and the name of the process are those of `bootstrap`',
    rewrite: (text, { handler }) => {
      const name = new RegExp(String.raw`\b(?:bootstrap|${literal(handler.split('/').at(-1) ?? '')})\b`, 'g');
      // The columns of a list of processes depend on their names.
      return text
        .replaceAll(`<task>/${handler}`, '<task>/bootstrap')
        .replace(name, '<name>')
        .replace(/ +/g, ' ');
    },
  },
  'build-info': {
    reason: 'BuildInfo.Path is that of the generated main package, and Deps has the modules of all handlers',
    rewrite: (text, { importPath }) =>
      text
        .replace(/^(?:path|dep|=>)\t[^\n]*\n/gm, '')
        .replaceAll(importPath, '<path>')
        .replace(/[\w./-]*\/lambdazip_multicall\b/g, '<path>'),
  },
} as const satisfies Readonly<Record<string, Explanation>>;

/** The name of a known difference. */
export type ExplanationName = keyof typeof explanations;

const explanationNames = Object.keys(explanations) as readonly ExplanationName[];

/** The known differences that, together, make the text of both runs equal; undefined if they do not. */
export function explanationsOf(
  alone: string,
  inside: string,
  handler: ExplainedHandler,
): readonly ExplanationName[] | undefined {
  const isEqual = (names: readonly ExplanationName[]): boolean => {
    const rewritten = (text: string): string =>
      names.reduce((result, name) => explanations[name].rewrite(result, handler), text);
    return rewritten(alone) === rewritten(inside);
  };
  if (!isEqual(explanationNames)) return undefined;
  let needed = explanationNames;
  for (const name of explanationNames) {
    const without = needed.filter((other) => other !== name);
    if (isEqual(without)) needed = without;
  }
  return needed;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
