import { importPathOf } from '@lambdazip/core/internal';
import type { PackageArgument, ToolCommand } from './build-command.js';
import type { GoBuild } from './evidence-collector.js';
import { hasUnknown, soleUnknown, unknownVariable } from './unknown-text.js';
import type { World } from './world.js';

/** Flags of `go build` without a value; all other known flags take one. */
const plainFlags: ReadonlySet<string> = new Set(
  'a n x v race msan asan cover work trimpath linkshared modcacherw i buildvcs json'.split(' '),
);
const valuedFlags: ReadonlySet<string> = new Set(
  (
    'o p C covermode coverpkg asmflags buildmode compiler gccgoflags gcflags installsuffix ldflags mod modfile ' +
    'overlay pgo pkgdir tags toolexec exec vet'
  ).split(' '),
);

/** `build` or `install`, and the arguments. */
export interface GoCommand {
  readonly verb: 'build' | 'install';
  readonly args: readonly string[];
}

/** Parses the words of a command as `go build` or `go install`, whatever variable contains go. */
export function goCommandOf(fields: readonly string[]): GoCommand | undefined {
  const [name = '', verb, ...args] = fields;
  const held = soleUnknown(name);
  if (held !== undefined && /^_*GO_?BUILD(?:_?CMD)?$/i.test(held))
    return { verb: 'build', args: fields.slice(1) };
  const isGo =
    held === undefined
      ? /^(?:.*\/)?go\d?[\d.]*(?:\.exe)?$/.test(name)
      : /^_*GO(?:_?(?:CMD|BIN|BINARY|EXE|EXEC|TOOL|LANG|PATH))?$/i.test(held);
  return isGo && (verb === 'build' || verb === 'install') ? { verb, args } : undefined;
}

/**
 * Parses the arguments of a `go build`; none if it installs an external tool (`x@latest`).
 *
 * @param isSet whether a variable that could not be expanded is set at all: an unset one is empty
 */
export function readGoBuild(
  { verb, args }: GoCommand,
  directory: string,
  environment: ReadonlyMap<string, string>,
  world: World,
  resolve: (directory: string, path: string) => string,
  isSet: (variable: string) => boolean,
): readonly GoBuild[] {
  const flags = new Map<string, string>();
  const plain: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const written = args[at] ?? '';
    const [, name, value] = /^--?([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(written) ?? [];
    if (name === undefined) plain.push(written);
    else if (value !== undefined) flags.set(name, value);
    else if (plainFlags.has(name)) flags.set(name, '');
    else if (valuedFlags.has(name)) {
      at += 1;
      flags.set(name, args[at] ?? '');
    } else flags.set(name, '');
  }
  const [output, moved] = [flags.get('o'), flags.get('C')];
  const others = [...flags].filter(([name]) => name !== 'o' && name !== 'C');
  const inside = moved === undefined ? directory : resolve(directory, moved);
  const named = packagesOf(plain);
  for (const word of plain) {
    const held = soleUnknown(word);
    if (held !== undefined && mayHoldFlags(held) && isSet(held)) others.push([`\${${held}}`, word]);
  }
  if (verb === 'install' && named.some((each) => each.includes('@'))) return [];
  const packages = toArguments(named.length === 0 ? ['.'] : named, inside, world, resolve);
  const several = packages.length > 1 || packages.some(({ kind }) => kind === 'all-below');
  return [
    {
      directory: inside,
      output: output === undefined ? null : outputPath(output, inside, several, world, resolve),
      packages,
      flags: portable(others, world),
      environment: portable(
        [...environment].filter(([name]) => isReadByGo(name)),
        world,
      ),
    },
  ];
}

/** Tools that build Go programs themselves when run with one of these words. */
const tools: readonly (readonly [ToolCommand['tool'], name: RegExp, words: RegExp])[] = [
  ['sam', /^sam$/, /^build$/],
  ['serverless', /^(?:sls|serverless|osls)$/, /^(?:deploy|package)$/],
  ['cdk', /^cdk$/, /^(?:deploy|synth|synthesize)$/],
];

export function toolOf(fields: readonly string[]): ToolCommand['tool'] | undefined {
  // `npx cdk deploy`, `yarn sls deploy`, `pnpm exec sam build`
  const at = fields.findIndex(
    (field) => !/^(?:npx|pnpx|bunx|yarn|pnpm|npm|exec|run|--|-y|--yes|--no-install)$/.test(field),
  );
  const name = (fields[at] ?? '').replace(/^.*\//, '').replace(/@[\w.]+$/, '');
  const args = fields.slice(at + 1);
  return tools.find(([, called, words]) => called.test(name) && args.some((arg) => words.test(arg)))?.[0];
}

/** The settings that such a tool passes to go. */
export function readToolRun(
  directory: string,
  environment: ReadonlyMap<string, string>,
  world: World,
): GoBuild {
  return {
    directory,
    output: null,
    packages: [],
    flags: {},
    environment: portable(
      [...environment].filter(([name]) => isReadByGo(name)),
      world,
    ),
  };
}

/** Values with the project's directory, which differs between environments, replaced by the shell variable for it. */
function portable(
  values: readonly (readonly [string, string])[],
  { tree }: World,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    values.map(([name, value]) => [
      name,
      tree.root.length > 1 ? value.split(tree.root).join(unknownVariable('PWD')) : value,
    ]),
  );
}

function mayHoldFlags(name: string): boolean {
  return /flag|opt|arg|tags/i.test(name);
}

/** The words that are packages: without flags, and without unresolved variables next to known packages. */
function packagesOf(words: readonly string[]): readonly string[] {
  const kept = words.filter((word) => {
    const held = soleUnknown(word);
    return word !== '' && !word.startsWith('-') && (held === undefined || !mayHoldFlags(held));
  });
  const known = kept.filter((word) => soleUnknown(word) === undefined);
  return known.length > 0 && known.length < kept.length ? known : kept;
}

/** Names that look like go's variables but are not read by go, and those that only set where go keeps its own files. */
const notForBuilds = /^GO(?:_?CMD|_?BUILD|_?VERSION|_?FILES|BIN|CACHE|MODCACHE|TMPDIR)$/;

function isReadByGo(name: string): boolean {
  return /^(?:GO[A-Z0-9_]*|CGO_\w+|CC|CXX|FC|AR|PKG_CONFIG\w*)$/.test(name) && !notForBuilds.test(name);
}

function outputPath(
  written: string,
  directory: string,
  several: boolean,
  { tree }: World,
  resolve: (directory: string, path: string) => string,
): string {
  const path = resolve(directory, written);
  const isDirectory = written.endsWith('/') || several || tree.isDirectory(path);
  return isDirectory && !path.endsWith('/') && path !== '/dev/null' ? `${path}/` : path;
}

function toArguments(
  words: readonly string[],
  directory: string,
  world: World,
  resolve: (directory: string, path: string) => string,
): readonly PackageArgument[] {
  const files = words.filter((word) => word.endsWith('.go'));
  const others = words
    .filter((word) => !word.endsWith('.go'))
    .map((word) => toArgument(word, directory, world, resolve));
  if (files.length === 0) return others;
  return [{ kind: 'files', files: files.map((file) => resolve(directory, file)) }, ...others];
}

function toArgument(
  word: string,
  directory: string,
  world: World,
  resolve: (directory: string, path: string) => string,
): PackageArgument {
  const { tree } = world;
  const path = resolve(directory, word);
  if (word.includes('...')) {
    const before = word.slice(0, word.indexOf('...')).replace(/\/$/, '');
    const isLocal = /^(?:\.|\/|$)/.test(before) || tree.isDirectory(resolve(directory, before));
    return { kind: 'all-below', path: isLocal ? resolve(directory, before) : before };
  }
  if (/^(?:\.\.?(?:\/|$)|\/)/.test(word)) return { kind: 'directory', path };
  const first = word.split('/')[0] ?? '';
  const module = importPathOf(directory, world)?.module;
  if (module !== undefined && (word === module || word.startsWith(`${module}/`)))
    return { kind: 'import', path: word };
  if (tree.isDirectory(path)) return { kind: 'directory', path };
  // A domain indicates an import path; an unresolved variable may be either, and is more often a directory.
  return first.includes('.') || !hasUnknown(word)
    ? { kind: 'import', path: word }
    : { kind: 'directory', path };
}
