import type { FileUse } from './evidence-collector.js';
import type { ProjectTree } from './project-tree.js';

type Resolve = (path: string) => string;

/** Reads `cp`, `mv`, `install`, `zip`, `7z` and `build-lambda-zip`; undefined for other commands. */
export function readFileUse(
  fields: readonly string[],
  resolve: Resolve,
  tree: ProjectTree,
): FileUse | undefined {
  const [written = '', ...args] = fields;
  switch (written.slice(written.lastIndexOf('/') + 1).replace(/\.exe$/, '')) {
    case 'cp':
    case 'mv':
      return copy(args, /^(?:-S|--suffix|-t|--target-directory)$/, resolve, tree);
    case 'install':
      return args.some((each) => /^-\w*d$/.test(each))
        ? undefined
        : copy(args, /^(?:-[mogSt]|-Dm|-\w*m)$/, resolve, tree);
    case 'zip':
      return zip(args, resolve);
    case '7z':
    case '7za':
      return args[0] === 'a' ? packed(args.slice(1), resolve) : undefined;
    case 'build-lambda-zip':
      return lambdaZip(args, resolve);
    default:
      return undefined;
  }
}

function copy(
  args: readonly string[],
  valued: RegExp,
  resolve: Resolve,
  tree: ProjectTree,
): FileUse | undefined {
  const paths: string[] = [];
  let directory: string | undefined;
  for (let at = 0; at < args.length; at += 1) {
    const each = args[at] ?? '';
    if (/^--target-directory=/.test(each)) directory = each.slice(each.indexOf('=') + 1);
    else if (valued.test(each)) {
      at += 1;
      if (/^-t$|^--target/.test(each)) directory = args[at];
    } else if (!each.startsWith('-')) paths.push(each);
  }
  const target = directory ?? paths.pop();
  if (target === undefined || paths.length === 0) return undefined;
  const path = resolve(target);
  const isDirectory =
    directory !== undefined || paths.length > 1 || /(?:^|\/)\.{0,2}$/.test(target) || tree.isDirectory(path);
  return {
    kind: 'copy',
    from: paths.map(resolve),
    to: isDirectory ? asDirectory(path) : path,
    junkPaths: false,
  };
}

function asDirectory(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

function zip(args: readonly string[], resolve: Resolve): FileUse | undefined {
  const paths: string[] = [];
  let junk = false;
  for (let at = 0; at < args.length; at += 1) {
    const each = args[at] ?? '';
    if (/^(?:-x|-i|--exclude|--include)$/.test(each)) {
      // Patterns up to the next option, which are not files to package.
      while (at + 1 < args.length && !(args[at + 1] ?? '').startsWith('-')) at += 1;
    } else if (/^(?:-b|-t|-tt|-n|-P|-O|--out)$/.test(each)) at += 1;
    else if (each.startsWith('-') && each !== '-') junk ||= /^-\w*j/.test(each) || each === '--junk-paths';
    else paths.push(each);
  }
  const use = packed(paths, resolve);
  return use === undefined ? undefined : { ...use, junkPaths: junk };
}

function packed([archive, ...files]: readonly string[], resolve: Resolve): FileUse | undefined {
  const from = files.filter((each) => !each.startsWith('-') || each === '-').map(resolve);
  if (archive === undefined || archive === '-' || from.length === 0) return undefined;
  const name = archive.slice(archive.lastIndexOf('/') + 1);
  return {
    kind: 'zip',
    from,
    to: resolve(name.includes('.') ? archive : `${archive}.zip`),
    junkPaths: false,
  };
}

function lambdaZip(args: readonly string[], resolve: Resolve): FileUse | undefined {
  const files: string[] = [];
  let output: string | undefined;
  for (let at = 0; at < args.length; at += 1) {
    const each = args[at] ?? '';
    const [, attached] = /^--?o(?:utput)?=([\s\S]+)$/.exec(each) ?? [];
    if (attached !== undefined) output = attached;
    else if (/^--?o(?:utput)?$/.test(each)) {
      at += 1;
      output = args[at];
    } else if (!each.startsWith('-')) files.push(each);
  }
  const [first] = files;
  if (first === undefined) return undefined;
  return { kind: 'zip', from: files.map(resolve), to: resolve(output ?? `${first}.zip`), junkPaths: true };
}
