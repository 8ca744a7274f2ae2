import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** The rooms of packages/core/src, from the lowest up, and the rooms that each may import besides itself. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  ports: [],
  lambda: [],
  archive: ['diagnostics', 'ports'],
  elf: [],
  bootstrap: ['lambda'],
  cache: ['archive', 'diagnostics', 'ports'],
  output: ['archive', 'diagnostics', 'ports'],
  manifest: ['archive', 'diagnostics', 'lambda'],
  go: ['diagnostics', 'elf', 'ports'],
  check: ['archive', 'diagnostics', 'elf', 'go', 'lambda'],
  git: ['diagnostics', 'ports'],
  documents: [],
  project: ['ports'],
  templates: ['diagnostics', 'documents', 'lambda', 'ports', 'project'],
  evidence: ['diagnostics', 'documents', 'go', 'project'],
  migration: [
    'archive',
    'deployment',
    'diagnostics',
    'documents',
    'evidence',
    'git',
    'go',
    'lambda',
    'manifest',
    'output',
    'ports',
    'project',
    'templates',
  ],
  deployment: ['archive', 'diagnostics', 'elf', 'lambda', 'ports', 'templates'],
  plan: ['archive', 'check', 'diagnostics', 'go', 'lambda', 'manifest', 'ports'],
  packing: ['archive', 'bootstrap', 'cache', 'check', 'diagnostics', 'go', 'plan', 'ports'],
  sbom: ['archive', 'go'],
  watching: ['archive', 'cache', 'packing', 'plan', 'ports'],
  comparison: ['archive', 'bootstrap', 'diagnostics', 'elf', 'go', 'lambda', 'ports'],
  provenance: ['archive', 'diagnostics', 'git', 'go', 'manifest', 'plan', 'ports'],
  affected: ['diagnostics', 'git', 'go', 'lambda', 'manifest', 'plan', 'ports', 'provenance'],
  verification: ['archive', 'diagnostics', 'go', 'lambda', 'manifest', 'packing', 'plan', 'ports'],
  inspection: ['archive', 'bootstrap', 'check', 'diagnostics', 'elf', 'go', 'lambda', 'ports'],
  building: [
    'archive',
    'cache',
    'check',
    'diagnostics',
    'git',
    'go',
    'output',
    'packing',
    'plan',
    'ports',
    'provenance',
    'sbom',
  ],
  node: ['archive', 'diagnostics', 'ports'],
};

/** Files directly in src/: the verbs and their types. They import every room but node; index.ts alone wires that in. */
const verbs = 'the verbs';

interface Import {
  readonly file: string;
  readonly target: string;
}

const here = fileURLToPath(new URL('..', import.meta.url));
const coreSources = join(here, 'src');
const cliSources = join(here, '../cli/src');

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

function roomOf(file: string): string {
  const [first = '', ...rest] = relative(coreSources, file).split(/[\\/]/);
  return rest.length === 0 ? verbs : first;
}

const isFile = (target: string): boolean => target.startsWith(coreSources);
const coreImports = sourcesOf(coreSources).flatMap(importsOf);
const told = ({ file, target }: Import): string =>
  `${relative(here, file)} imports ${isFile(target) ? relative(here, target) : target}`;

/** Files that import each other in a circle; imports of types count. */
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
      cycles.push(cycle.map((each) => relative(here, each)).join(' -> '));
    } else if (!done.has(file)) {
      for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    }
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

describe('the core', () => {
  test('has the rooms that this test knows', () => {
    const found = readdirSync(coreSources, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(found.map(({ name }) => name).sort()).toEqual(Object.keys(rooms).sort());
  });

  test('lets no room import one above it', () => {
    const wrong = coreImports.filter(({ file, target }) => {
      if (!isFile(target)) return false;
      const [from, to] = [roomOf(file), roomOf(target)];
      if (from === to) return false;
      if (from === verbs) return to === 'node' && relative(coreSources, file) !== 'index.ts';
      return !rooms[from]?.includes(to);
    });
    expect(wrong.map(told)).toEqual([]);
  });

  test("reaches Node's modules from the room node alone", () => {
    const wrong = coreImports.filter(
      ({ file, target }) => target.startsWith('node:') && roomOf(file) !== 'node',
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('has no cycle', () => {
    expect(cyclesOf(coreImports)).toEqual([]);
  });
});

describe('the command line', () => {
  const imports = sourcesOf(cliSources).flatMap(importsOf);

  test('uses the public API of the core, and nothing behind it', () => {
    const { exports } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as { exports: object };
    const open = new Set(Object.keys(exports).map((path) => path.replace('.', '@lambdazip/core')));
    const wrong = imports.filter(
      ({ target }) => /lambdazip\/core\/|packages.core/.test(target) && !open.has(target),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test('has no cycle', () => {
    expect(cyclesOf(imports)).toEqual([]);
  });

  test('touches the process in bin.ts alone', () => {
    const wrong = sourcesOf(cliSources)
      .filter((file) => !file.endsWith('bin.ts'))
      .filter((file) => /\bprocess\.|node:process|\bconsole\./.test(readFileSync(file, 'utf8')));
    expect(wrong.map((file) => relative(cliSources, file))).toEqual([]);
  });
});
