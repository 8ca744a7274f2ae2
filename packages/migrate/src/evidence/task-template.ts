import { unknownVariable } from './unknown-text.js';

/** The functions in Taskfile templates that build lines use; the piped value comes last. */
const functions: Readonly<Record<string, (...args: readonly string[]) => string>> = {
  default: (fallback = '', value = '') => (value === '' ? fallback : value),
  base: (path = '') => path.replace(/\/+$/, '').replace(/^.*\//s, ''),
  osBase: (path = '') => path.replace(/\/+$/, '').replace(/^.*\//s, ''),
  dir: directoryName,
  osDir: directoryName,
  trimSuffix: (suffix = '', text = '') =>
    suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  trimPrefix: (prefix = '', text = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text),
  replace: (from = '', to = '', text = '') => (from === '' ? text : text.split(from).join(to)),
  trim: (text = '') => text.trim(),
  lower: (text = '') => text.toLowerCase(),
  upper: (text = '') => text.toUpperCase(),
  toSlash: (text = '') => text,
  fromSlash: (text = '') => text,
  quote: (text = '') => `"${text}"`,
  shellQuote: (text = '') => `'${text}'`,
  q: (text = '') => `'${text}'`,
  joinPath: (...parts) => parts.join('/'),
  printf: (format = '', ...values) => {
    let index = 0;
    return format.replace(/%[sv]/g, () => values[index++] ?? '');
  },
  exeExt: () => '',
  OS: () => 'linux',
};

/** Expands `{{.NAME}}` and simple pipelines; everything else stays a gap. */
export function fillTemplate(text: string, lookUp: (name: string) => string | undefined): string {
  return text.replace(/\{\{-?([^{}]*)\}\}/g, (_, written: string) => {
    const expression = written.replace(/-$/, '').trim();
    const first = /\.(\w+)/.exec(expression)?.[1] ?? expression.split(/\s+/)[0] ?? 'template';
    return nested(expression, lookUp) ?? unknownVariable(first);
  });
}

/** Expands parenthesized expressions, innermost first, to texts in backquotes. */
function nested(expression: string, lookUp: (name: string) => string | undefined): string | undefined {
  let rest = expression;
  for (let round = 0; round < 20; round += 1) {
    const inner = /\(([^()`]*)\)/.exec(rest);
    if (inner === null) return pipeline(rest, lookUp);
    const value = pipeline(inner[1] ?? '', lookUp);
    if (value === undefined || value.includes('`')) return undefined;
    rest = `${rest.slice(0, inner.index)}\`${value}\`${rest.slice(inner.index + inner[0].length)}`;
  }
  return undefined;
}

function pipeline(expression: string, lookUp: (name: string) => string | undefined): string | undefined {
  let value: string | undefined;
  for (const [index, stage] of splitStages(expression).entries()) {
    const words = stage.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|[^\s()]+/g) ?? [];
    const [head = '', ...rest] = words;
    const name = /^\.(\w+)$/.exec(head)?.[1];
    if (name !== undefined && rest.length === 0 && index === 0) {
      value = lookUp(name);
      // Only `default` treats an unset variable as empty.
      if (value === undefined && !/\|\s*default\b/.test(expression)) return undefined;
      continue;
    }
    if (!Object.hasOwn(functions, head)) return undefined;
    const args = rest.map((word) => operand(word, lookUp, head));
    if (args.includes(undefined)) return undefined;
    const piped = index === 0 ? [] : [value ?? ''];
    value = functions[head]?.(...args.map((each) => each ?? ''), ...piped);
  }
  return value;
}

/** Splits at `|` outside texts. */
function splitStages(expression: string): readonly string[] {
  const pieces = expression.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|\||[^"`|]+|["`]/g) ?? [];
  const stages = [''];
  for (const piece of pieces) {
    if (piece === '|') stages.push('');
    else stages.push((stages.pop() ?? '') + piece);
  }
  return stages;
}

function operand(
  word: string,
  lookUp: (name: string) => string | undefined,
  called: string,
): string | undefined {
  if (/^["`]/.test(word)) return word.slice(1, -1);
  const name = /^\.(\w+)$/.exec(word)?.[1];
  if (name === undefined) return /^\d+$/.test(word) ? word : undefined;
  return lookUp(name) ?? (called === 'default' ? '' : undefined);
}

function directoryName(path = ''): string {
  const slash = path.replace(/\/+$/, '').lastIndexOf('/');
  return slash === -1 ? '.' : path.slice(0, slash) || '/';
}
