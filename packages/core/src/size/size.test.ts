import { expect, test } from 'vitest';
import { type BuiltProject, builtProject } from '../../test/built-project.js';
import { layoutNames } from '../manifest/layouts.js';
import { size } from './size.js';
import type { MeasuredLayout, SizeReport } from './size-report.js';

const packages = (...lists: readonly (readonly [string, readonly string[]])[]): string =>
  lists
    .map(([name, Deps]) =>
      JSON.stringify({
        ImportPath: `example.com/m/cmd/${name}`,
        Dir: `/project/cmd/${name}`,
        Name: 'main',
        GoFiles: ['main.go'],
        Deps,
        Module: { Path: 'example.com/m', Dir: '/project' },
      }),
    )
    .join('\n');

function measured(project: BuiltProject, options: Parameters<typeof size>[0] = {}): Promise<SizeReport> {
  return size(options, project);
}

function inLayout({ layouts }: SizeReport, name: string): MeasuredLayout {
  const found = layouts.find(({ layout }) => layout === name);
  if (found?.outcome !== 'measured') throw new Error(`${name} was not measured`);
  return found;
}

test('every layout is in the report, and the archives of the manifest are those of its own layout', async () => {
  const report = await measured(builtProject());
  expect(report.layouts.map(({ layout }) => layout)).toEqual(layoutNames);
  const current = inLayout(report, 'binaries');
  expect(current).toMatchObject({ isCurrent: true, archives: report.archives });
  const [archive] = report.archives;
  expect(report.archives).toHaveLength(1);
  expect(archive?.handlers.map(({ handler, entry }) => [handler, entry])).toEqual([
    ['bin/a', 'bin/a'],
    ['bin/b', 'bin/b'],
  ]);
  const programs = archive?.handlers.reduce((sum, each) => sum + each.size, 0) ?? 0;
  expect(current.programSize).toBe(programs);
  expect(current.unzippedSize).toBeGreaterThan(programs);
  const each = inLayout(report, 'per-handler');
  expect(each).toMatchObject({ isCurrent: false, programSize: programs });
  expect(each.archives.map(({ name, archive: from }) => [name, from])).toEqual([
    ['bin/a', 'lambda'],
    ['bin/b', 'lambda'],
  ]);
  // The file of the archive is in each of them, a bootstrap in none.
  expect(each.unzippedSize).toBe(programs + 2);
});

test('nothing is written outside the cache', async () => {
  const project = builtProject();
  const before = Object.keys(project.files());
  await measured(project);
  const written = Object.keys(project.files()).filter((path) => !before.includes(path));
  expect(written.filter((path) => !path.startsWith('/cache/'))).toEqual([]);
});

test('a layout that cannot be built is in the report with the reason', async () => {
  const manifest = {
    layout: 'per-handler',
    handlers: { a: './cmd/a', b: { package: './cmd/b', architecture: 'x86_64' } },
  };
  const report = await measured(builtProject({ '/project/lambdazip.json': JSON.stringify(manifest) }));
  expect(report.layouts.find(({ layout }) => layout === 'binaries')).toMatchObject({
    outcome: 'refused',
    code: 'setting-not-for-layout',
    message: expect.stringContaining('architecture'),
    help: expect.any(String),
  });
  expect(inLayout(report, 'per-handler')).toMatchObject({ isCurrent: true });
});

test('no layout is the current one of archives that differ', async () => {
  const manifest = {
    archives: {
      one: { handlers: { 'bin/a': './cmd/a' } },
      each: { layout: 'per-handler', handlers: { b: './cmd/b' } },
    },
  };
  const report = await measured(builtProject({ '/project/lambdazip.json': JSON.stringify(manifest) }));
  expect(report.archives.map(({ layout }) => layout)).toEqual(['binaries', 'per-handler']);
  expect(inLayout(report, 'binaries').isCurrent).toBe(false);
  expect(inLayout(report, 'per-handler').isCurrent).toBe(false);
});

test('a manifest that cannot be built as it is, is an error', async () => {
  const project = builtProject({ '/project/lambdazip.json': '{"handlers":{"a":"./none"}}' });
  await expect(measured(project)).rejects.toMatchObject({ code: 'manifest-invalid' });
});

test('packages are counted by how many programs need them', async () => {
  const listed = packages(['a', ['fmt', 'os', 'example.com/m/shop']], ['b', ['fmt', 'os', 'net']]);
  const project = builtProject({}, {}, ({ argv }) =>
    argv[1] === 'list' && argv.includes('-deps')
      ? { exitCode: 0, signal: null, standardOutput: listed, standardError: '' }
      : undefined,
  );
  const { shared } = await measured(project);
  expect(shared).toMatchObject({ programs: 2, packages: { byAll: 2, bySeveral: 0, byOne: 2 } });
});
