import { hasUnknown } from '../unknown-text.js';
import type { World } from '../world.js';
import { findPaths } from './find-paths.js';
import { filterLines } from './line-filters.js';
import { listGoPackages } from './list-go-packages.js';
import type { Frame } from './shell.js';

/** The output of a command that only processes names and texts; undefined if unknown. */
export function printedBy(fields: readonly string[], frame: Frame, world: World): string | undefined {
  const [name = '', ...args] = fields;
  const { tree } = world;
  const { directory } = frame.state;
  world.budget.spend(1 + (frame.input?.length ?? 0) / 2_000);
  switch (name.slice(name.lastIndexOf('/') + 1)) {
    case 'echo': {
      const from = args.findIndex((each) => !/^-[neE]+$/.test(each));
      return `${(from === -1 ? [] : args.slice(from)).join(' ')}\n`;
    }
    case 'printf':
      return formatted(args);
    case 'pwd':
      return `${tree.absolute(directory)}\n`;
    case 'uname':
      return args.length === 0 || args[0] === '-s' ? 'Linux\n' : undefined;
    case 'basename':
      return basenames(args);
    case 'dirname':
      return lines(args.map(directoryName));
    case 'realpath':
    case 'readlink': {
      const paths = args.filter((each) => !each.startsWith('-'));
      return lines(paths.map((path) => tree.absolute(tree.resolve(directory, path))));
    }
    case 'ls':
      return listed(args, directory, world);
    case 'find': {
      world.budget.spend(1 + tree.size / 200);
      const found = findPaths(args, directory, tree);
      return found === undefined ? undefined : lines(found);
    }
    case 'seq':
      return counted(args);
    case 'git':
      return args.join(' ') === 'rev-parse --show-toplevel' ? `${tree.root}\n` : undefined;
    case 'go':
      return args[0] === 'list' ? listGoPackages(args.slice(1), directory, world) : undefined;
    case 'mkdir':
    case 'rm':
    case 'chmod':
    case 'touch':
      return '';
    default:
      return frame.input === null || hasUnknown(args.join(''))
        ? undefined
        : filterLines(name, args, frame.input);
  }
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function formatted([format = '', ...values]: readonly string[]): string | undefined {
  const written = format.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
  const count = written.match(/%s/g)?.length ?? 0;
  if (/%[^s]/.test(written)) return undefined;
  if (count === 0) return written;
  let result = '';
  for (let at = 0; at === 0 || at < values.length; at += count) {
    let index = at;
    result += written.replace(/%s/g, () => values[index++] ?? '');
  }
  return result;
}

function basenames(args: readonly string[]): string {
  const all = args[0] === '-a';
  const hasSuffix = args[0] === '-s';
  const paths = hasSuffix ? args.slice(2) : all ? args.slice(1) : args.slice(0, 1);
  const suffix = hasSuffix ? (args[1] ?? '') : all ? '' : (args[1] ?? '');
  return lines(
    paths.map((path) => {
      const name = path.replace(/(?<=.)\/+$/, '').replace(/^.*\//s, '');
      return suffix !== '' && suffix !== name && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
    }),
  );
}

function directoryName(path: string): string {
  const trimmed = path.replace(/(?<=.)\/+$/, '');
  const slash = trimmed.lastIndexOf('/');
  return slash === -1 ? '.' : slash === 0 ? '/' : trimmed.slice(0, slash).replace(/(?<=.)\/+$/, '');
}

function listed(args: readonly string[], directory: string, { tree }: World): string | undefined {
  const options = args.filter((each) => each.startsWith('-')).join('');
  if (/[laR]/.test(options.replace(/--\w+/g, ''))) return undefined;
  const written = args.filter((each) => !each.startsWith('-'));
  const paths = written.length === 0 ? ['.'] : written;
  if (paths.some((path) => hasUnknown(path) || !isThere(tree, tree.resolve(directory, path))))
    return undefined;
  if (options.includes('d')) return lines(paths);
  const isDirectory = (path: string): boolean => tree.isDirectory(tree.resolve(directory, path));
  const files = paths.filter((path) => !isDirectory(path));
  const blocks = paths.filter(isDirectory).map((path) => {
    const names = tree.namesIn(tree.resolve(directory, path)).filter((name) => !name.startsWith('.'));
    return paths.length === 1 ? lines(names) : `${path}:\n${lines(names)}`;
  });
  return [...(files.length === 0 ? [] : [lines(files)]), ...blocks].join('\n');
}

function isThere(tree: World['tree'], path: string): boolean {
  return tree.isFile(path) || tree.isDirectory(path);
}

function counted(args: readonly string[]): string | undefined {
  const [first = Number.NaN, last] = args.map(Number);
  const [from, to] = last === undefined ? [1, first] : [first, last];
  if (!Number.isInteger(from) || !Number.isInteger(to) || args.length > 2) return undefined;
  const length = Math.min(Math.max(to - from + 1, 0), 1_000);
  return lines(Array.from({ length }, (_, index) => String(from + index)));
}
