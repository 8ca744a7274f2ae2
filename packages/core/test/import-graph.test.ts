import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

interface House {
  readonly sources: string;
  /** The rooms, from the lowest up, and the other rooms that each may import. */
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  /** Files in `src/` that are the package's exports. They may import every room. */
  readonly entries: readonly string[];
}

const here = fileURLToPath(new URL('..', import.meta.url));
const packages = join(here, '..');

const core: House = {
  sources: join(packages, 'core/src'),
  rooms: {
    bytes: [],
    ports: [],
    lambda: [],
    diagnostics: ['lambda', 'ports'],
    archive: ['bytes', 'diagnostics', 'ports'],
    elf: ['bytes', 'lambda'],
    bootstrap: ['bytes', 'lambda'],
    node: ['bytes', 'diagnostics', 'ports'],
    cache: ['archive', 'bytes', 'diagnostics', 'ports'],
    git: ['diagnostics', 'ports'],
    go: ['bytes', 'diagnostics', 'elf', 'lambda', 'ports'],
    multicall: ['bytes', 'diagnostics', 'go', 'ports'],
    publish: ['bytes', 'cache', 'diagnostics', 'ports'],
    project: ['bytes', 'go', 'ports'],
    globs: [],
    'main-packages': ['bytes', 'globs', 'go', 'ports', 'project'],
    manifest: [
      'archive',
      'bootstrap',
      'bytes',
      'cache',
      'diagnostics',
      'globs',
      'go',
      'lambda',
      'main-packages',
      'ports',
      'project',
    ],
    preflight: ['archive', 'bytes', 'diagnostics', 'elf', 'go', 'lambda'],
    plan: [
      'archive',
      'bootstrap',
      'bytes',
      'cache',
      'diagnostics',
      'globs',
      'go',
      'lambda',
      'main-packages',
      'manifest',
      'multicall',
      'ports',
      'preflight',
      'publish',
    ],
    sbom: ['bytes', 'go'],
    provenance: ['bytes', 'diagnostics', 'git', 'go', 'manifest', 'plan', 'ports'],
    build: [
      'archive',
      'bootstrap',
      'bytes',
      'cache',
      'diagnostics',
      'git',
      'go',
      'lambda',
      'main-packages',
      'manifest',
      'multicall',
      'plan',
      'ports',
      'preflight',
      'provenance',
      'publish',
      'sbom',
    ],
    inspect: [
      'archive',
      'bootstrap',
      'bytes',
      'diagnostics',
      'elf',
      'go',
      'lambda',
      'multicall',
      'ports',
      'preflight',
      'publish',
    ],
    compare: [
      'archive',
      'bootstrap',
      'bytes',
      'diagnostics',
      'elf',
      'go',
      'inspect',
      'lambda',
      'multicall',
      'ports',
      'publish',
    ],
    deploy: [
      'archive',
      'diagnostics',
      'elf',
      'inspect',
      'lambda',
      'manifest',
      'multicall',
      'plan',
      'ports',
      'publish',
    ],
    size: ['build', 'bytes', 'cache', 'diagnostics', 'lambda', 'manifest', 'plan', 'ports'],
    affected: ['build', 'diagnostics', 'git', 'globs', 'go', 'manifest', 'plan', 'ports'],
    verify: [
      'archive',
      'bootstrap',
      'build',
      'bytes',
      'cache',
      'compare',
      'diagnostics',
      'go',
      'inspect',
      'lambda',
      'manifest',
      'plan',
      'ports',
      'provenance',
      'publish',
    ],
  },
  entries: ['choices.ts', 'host.ts', 'index.ts', 'internal.ts'],
};

const migrate: House = {
  sources: join(packages, 'migrate/src'),
  rooms: {
    diagnostics: [],
    documents: [],
    evidence: ['documents'],
    sources: ['diagnostics', 'documents', 'evidence'],
    node: ['sources'],
    'manifest-edits': ['diagnostics', 'documents'],
    decide: ['diagnostics', 'evidence', 'sources'],
    obstacles: ['decide', 'diagnostics', 'documents', 'evidence', 'sources'],
    migrate: ['decide', 'diagnostics', 'documents', 'manifest-edits', 'obstacles', 'sources'],
    split: ['diagnostics'],
  },
  entries: [
    'check-report.ts',
    'check.ts',
    'formats.ts',
    'index.ts',
    'migrate-options.ts',
    'migrate.ts',
    'split-options.ts',
    'split-report.ts',
    'split.ts',
  ],
};

/** Node modules that the room `bytes` imports functions from (pure/node-functions.d.ts). None of them has side effects. */
const functionsOfBytes = ['node:crypto', 'node:timers/promises', 'node:zlib'];

interface Import {
  readonly file: string;
  readonly target: string;
}

function sourcesOf(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$|\.d\.ts$/.test(name))
    .map((name) => join(directory, name))
    .sort();
}

function importsOf(file: string): Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => ({
    file,
    target: fileName.startsWith('.') ? join(dirname(file), fileName.replace(/\.js$/, '.ts')) : fileName,
  }));
}

const told = ({ file, target }: Import): string =>
  `${relative(packages, file)} imports ${target.startsWith(packages) ? relative(packages, target) : target}`;

/** Files that import each other in a cycle, including type imports. */
function cyclesOf(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { file, target } of imports) {
    if (target.endsWith('.ts')) targets.set(file, [...(targets.get(file) ?? []), target]);
  }
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      const cycle = [...path.slice(path.indexOf(file)), file];
      cycles.push(cycle.map((each) => relative(packages, each)).join(' -> '));
    } else if (!done.has(file)) {
      for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    }
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

describe.each([
  ['the core', core],
  ['the migration', migrate],
])('%s', (_, { sources, rooms, entries }) => {
  const imports = sourcesOf(sources).flatMap(importsOf);
  /** A directory in `src/`, or a file there. */
  const roomOf = (file: string): string => relative(sources, file).split(/[\\/]/)[0] ?? '';

  test('has exactly the rooms listed in this test', () => {
    expect(readdirSync(sources).sort()).toEqual([...Object.keys(rooms), ...entries].sort());
  });

  test('lists a room after all rooms that it imports', () => {
    const order = Object.keys(rooms);
    const wrong = order.filter((room, index) =>
      rooms[room]?.some((below) => order.indexOf(below) === -1 || order.indexOf(below) >= index),
    );
    expect(wrong).toEqual([]);
  });

  test('imports only rooms that it may import', () => {
    const wrong = imports.filter(({ file, target }) => {
      if (!target.startsWith(sources)) return false;
      const [from, to] = [roomOf(file), roomOf(target)];
      if (from === to) return false;
      return !entries.includes(from) && !rooms[from]?.includes(to);
    });
    expect(wrong.map(told)).toEqual([]);
  });

  test('lists no import that is not used', () => {
    const drawn = new Set(imports.map(({ file, target }) => `${roomOf(file)} ${roomOf(target)}`));
    const listed = Object.entries(rooms).flatMap(([from, all]) => all.map((to) => `${from} ${to}`));
    expect(listed.filter((arrow) => !drawn.has(arrow))).toEqual([]);
  });

  test('imports Node modules only in the room node, except for functions in bytes', () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        target.startsWith('node:') &&
        roomOf(file) !== 'node' &&
        !(roomOf(file) === 'bytes' && functionsOfBytes.includes(target)),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('has no cycle', () => {
    expect(cyclesOf(imports)).toEqual([]);
  });
});

/** The entries of a package that other packages may import. */
function openOf(name: 'core' | 'migrate'): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as {
    exports: object;
  };
  return Object.keys(exports).map((path) => path.replace('.', `@lambdazip/${name}`));
}

const cliSources = join(packages, 'cli/src');
const isForeign = ({ target }: Import, own: string): boolean =>
  target.startsWith('@lambdazip/') || (target.startsWith(packages) && !target.startsWith(own));

describe('between packages', () => {
  const ofCore = sourcesOf(core.sources).flatMap(importsOf);
  const ofMigration = sourcesOf(migrate.sources).flatMap(importsOf);
  const ofCommandLine = sourcesOf(cliSources).flatMap(importsOf);

  test('the core imports no other package', () => {
    expect(
      ofCore.filter((each) => isForeign(each, core.sources) && !/package\.json$/.test(each.target)).map(told),
    ).toEqual([]);
  });

  test('the migration imports only entries of the core', () => {
    const open = new Set(openOf('core'));
    const wrong = ofMigration.filter((each) => isForeign(each, migrate.sources) && !open.has(each.target));
    expect(wrong.map(told)).toEqual([]);
  });

  test('the command line imports only the public API of both', () => {
    const open = new Set(
      [...openOf('core'), ...openOf('migrate')].filter((path) => !path.endsWith('/internal')),
    );
    const wrong = ofCommandLine.filter((each) => isForeign(each, cliSources) && !open.has(each.target));
    expect(wrong.map(told)).toEqual([]);
  });

  test('the command line loads the migration only for the commands that need it', () => {
    const loads = ofCommandLine.filter(({ target }) => target === '@lambdazip/migrate');
    const files = [...new Set(loads.map(({ file }) => relative(cliSources, file)))];
    expect(files.sort()).toEqual([
      'commands/check.ts',
      'commands/migrate.ts',
      'commands/split.ts',
      'output/migrate-summary.ts',
      'output/split-summary.ts',
    ]);
    const isStatic = (file: string): boolean =>
      /^import (?!type\b)[^;]*'@lambdazip\/migrate'/m.test(readFileSync(join(cliSources, file), 'utf8'));
    expect(files.filter(isStatic)).toEqual([]);
  });
});

describe('the command line', () => {
  const imports = sourcesOf(cliSources).flatMap(importsOf);

  test('has no cycle', () => {
    expect(cyclesOf(imports)).toEqual([]);
  });

  test('uses the process only in bin.ts and node-context.ts', () => {
    const wrong = sourcesOf(cliSources)
      .filter((file) => !/\b(bin|node-context)\.ts$/.test(file))
      .filter((file) => /\bprocess\.|node:process|\bconsole\./.test(readFileSync(file, 'utf8')));
    expect(wrong.map((file) => relative(cliSources, file))).toEqual([]);
  });
});
