import { compareStrings } from '@lambdazip/core/internal';
import { plainExpression } from './plain-expression.js';

/** The output of a filter for its standard input; undefined if it is not one that build lines use. */
export function filterLines(command: string, args: readonly string[], input: string): string | undefined {
  const lines = input.split('\n').filter((line, index, all) => index < all.length - 1 || line !== '');
  const filtered = filter(command, args, lines);
  return filtered?.map((line) => `${line}\n`).join('');
}

function filter(
  command: string,
  args: readonly string[],
  lines: readonly string[],
): readonly string[] | undefined {
  switch (command) {
    case 'cat':
      return args.length === 0 ? lines : undefined;
    case 'tee':
      return lines;
    case 'sort': {
      const sorted = [...lines].sort(compareStrings);
      const ordered = args.some((each) => /^-\w*r/.test(each)) ? sorted.reverse() : sorted;
      return args.some((each) => /^-\w*u/.test(each)) ? [...new Set(ordered)] : ordered;
    }
    case 'uniq':
      return args.length > 0 ? undefined : lines.filter((line, index) => line !== lines[index - 1]);
    case 'head':
    case 'tail': {
      const count = Number(/\d+/.exec(args.join(' '))?.[0] ?? 10);
      if (args.some((each) => /[+c]/.test(each))) return undefined;
      return command === 'head' ? lines.slice(0, count) : count === 0 ? [] : lines.slice(-count);
    }
    case 'cut':
      return cut(args, lines);
    case 'awk':
      return awk(args, lines);
    case 'sed':
      return sed(args, lines);
    case 'tr':
      return translate(args, lines);
    case 'grep':
    case 'egrep':
      return grep(args, lines);
    default:
      return undefined;
  }
}

/** The value of an option written as `-d/`, `-d /` or `--name=/`. */
function optionOf(args: readonly string[], letter: string): string | undefined {
  const at = args.findIndex((each) => each.startsWith(`-${letter}`));
  const written = args[at];
  if (written === undefined) return undefined;
  return written.length > 2 ? written.slice(2) : args[at + 1];
}

function cut(args: readonly string[], lines: readonly string[]): readonly string[] | undefined {
  const delimiter = optionOf(args, 'd') ?? '\t';
  const [, first, dash, last] = /^(\d+)?(-)?(\d+)?$/.exec(optionOf(args, 'f') ?? '') ?? [];
  if (first === undefined && last === undefined) return undefined;
  const from = Number(first ?? 1) - 1;
  const to = dash === undefined ? from + 1 : last === undefined ? undefined : Number(last);
  return lines.map((line) =>
    line.includes(delimiter) ? line.split(delimiter).slice(from, to).join(delimiter) : line,
  );
}

function awk(args: readonly string[], lines: readonly string[]): readonly string[] | undefined {
  const separator = optionOf(args, 'F');
  const found = /^\{\s*print\s+\$(?:(\d+)|\(?NF(?:\s*-\s*(\d+)\)?)?)\s*;?\s*\}$/.exec(args.at(-1) ?? '');
  if (found === null) return undefined;
  const [, dollar, minus] = found;
  return lines.map((line) => {
    const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
    const index = dollar === undefined ? fields.length - Number(minus ?? 0) : Number(dollar);
    return index === 0 ? line : (fields[index - 1] ?? '');
  });
}

function sed(args: readonly string[], lines: readonly string[]): readonly string[] | undefined {
  const scripts = args.filter((each) => !/^-[eErn]+$/.test(each));
  if (args.some((each) => /^-\w*n/.test(each)) || scripts.length === 0) return undefined;
  let result = lines;
  for (const script of scripts.flatMap((each) => each.split(/;\s*(?=s)/))) {
    const [, , from = '', to = '', flags = ''] =
      /^s([^\w\\])((?:(?!\1)[^\\]|\\[\s\S])*)\1((?:(?!\1)[^\\]|\\[\s\S])*)\1(g?)$/.exec(script) ?? [];
    const expression = plainExpression(from, flags);
    if (from === '' || expression === undefined || /[&]|\\\d/.test(to)) return undefined;
    const plain = to.replace(/\\(.)/g, '$1');
    result = result.map((line) => line.replace(expression, () => plain));
  }
  return result;
}

function translate(args: readonly string[], lines: readonly string[]): readonly string[] | undefined {
  const names: ReadonlyMap<string, string> = new Map([
    ['\\n', '\n'],
    ['[:space:]', ' '],
    ['[:upper:]', 'A-Z'],
    ['[:lower:]', 'a-z'],
  ]);
  const [from = '', to = ''] = args
    .filter((each) => !/^-[ds]$/.test(each))
    .map((each) => names.get(each) ?? each);
  const text = lines.map((line) => `${line}\n`).join('');
  if (from === 'A-Z' && to === 'a-z') return [text.toLowerCase().trimEnd()];
  if (from === 'a-z' && to === 'A-Z') return [text.toUpperCase().trimEnd()];
  if (from.length !== 1 || (to.length !== 1 && !args.includes('-d'))) return undefined;
  const replaced = text.split(from).join(args.includes('-d') ? '' : to);
  return replaced.replace(/\n$/, '').split('\n');
}

function grep(args: readonly string[], lines: readonly string[]): readonly string[] | undefined {
  const options = args.filter((each) => /^-[vEFiwe]+$/.test(each)).join('');
  const rest = args.filter((each) => !/^-[vEFiwe]+$/.test(each));
  const [written] = rest;
  const expression = written === undefined ? undefined : plainExpression(written, '');
  if (rest.length !== 1 || expression === undefined) return undefined;
  return lines.filter((line) => expression.test(line) !== options.includes('v'));
}
