import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usualSettings } from '../../test/usual-settings.js';
import { argumentsOf } from '../go/go-run.js';
import type { HandlerPackage, PackageGroup } from './packages.js';
import { planRuns } from './runs.js';

const group = (importPaths: readonly string[]): PackageGroup => ({
  module: { root: '/m', path: 'example.com/m', goLine: null, toolchainLine: null },
  settings: { ...usualSettings, tags: [], pgo: 'off' },
  toolchain: { program: '/go', version: '1.26.8', selection: 'local' },
  machine: { variables: {}, flags: '' },
  // Without the properties that planning runs does not use.
  mains: importPaths.map((importPath) => ({
    handler: `bin/${importPath}`,
    target: { request: { kind: 'directory' }, archive: { layout: 'binaries' } },
    package: { importPath, directory: `/m/${importPath}`, goFiles: [] },
    arguments: [`./${importPath}`],
  })) as unknown as readonly HandlerPackage[],
});

const segment = fc.constantFrom('a', 'A', 'b', 'create', 'Create', 'v2', 'v1', 'x');
const paths = fc.uniqueArray(
  fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
  { maxLength: 12 },
);

test('builds every main package once, without name clashes in a run, and independent of the order', () => {
  fc.assert(
    fc.property(
      paths.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        const { runs, sources } = planRuns([group(list)]);
        const built = runs.flatMap(({ programs }) => argumentsOf(programs));
        expect([...built].sort()).toEqual(list.map((path) => `./${path}`).sort());
        for (const { programs } of runs) {
          const names = programs.map(({ executable }) => executable.toLowerCase());
          expect(new Set(names).size).toBe(names.length);
        }
        expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
        for (const { main, run, executable } of sources) {
          const program = runs
            .find(({ id }) => id === run)
            ?.programs.find((each) => each.executable === executable);
          expect(program?.mains[0].importPath).toBe(main.package.importPath);
        }
        expect(planRuns([group(shuffled)]).runs).toEqual(runs);
      },
    ),
  );
});

test('derives the id of a run from module, settings and release, so that programs linked by earlier releases are reused', () => {
  const [run] = planRuns([group(['cmd/a', 'cmd/b'])]).runs;
  expect(run?.id).toBe('875b6c23262f57e3dd3783cfb83a33ac');
});
