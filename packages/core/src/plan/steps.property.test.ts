import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeSha256 } from '../node/digest.js';
import { argvOf } from './build-plan.js';
import type { MainPackage, PackageGroup } from './packages.js';
import { planSteps } from './steps.js';

const group = (importPaths: readonly string[]): PackageGroup => ({
  module: { root: '/m', goLine: null, toolchainLine: null },
  settings: {
    architecture: 'arm64',
    microarchitecture: null,
    tags: [],
    ldflags: [],
    gcflags: [],
    strip: true,
    trimpath: true,
    cgo: false,
    pgo: 'off',
    mod: 'readonly',
    work: 'off',
    env: {},
  },
  toolchain: { program: '/go', version: '1.26.8', selection: 'local' },
  environment: {},
  inherited: [],
  // What the plan of steps does not look at is left out.
  mains: importPaths.map((importPath) => ({
    handler: `bin/${importPath}`,
    target: { request: { kind: 'directory' } },
    package: { importPath, directory: `/m/${importPath}`, goFiles: [] },
    arguments: [`./${importPath}`],
  })) as unknown as readonly MainPackage[],
});

const directories = { link: (key: string) => `/link/${key}`, work: (key: string) => `/link/${key}.work` };
const segment = fc.constantFrom('a', 'A', 'b', 'create', 'Create', 'v2', 'v1', 'x');
const paths = fc.uniqueArray(
  fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
  { maxLength: 12 },
);

test('every main package is built once, no two programs of a run are one file, and the order does not matter', () => {
  fc.assert(
    fc.property(
      paths.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        const { steps, sources } = planSteps([group(list)], directories, nodeSha256);
        const built = steps.flatMap(({ programs }) => programs.flatMap((program) => program.arguments));
        expect([...built].sort()).toEqual(list.map((path) => `./${path}`).sort());
        for (const { programs } of steps) {
          const names = programs.map(({ executable }) => executable.toLowerCase());
          expect(new Set(names).size).toBe(names.length);
        }
        expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
        for (const { main, step, executable } of sources) {
          const program = steps[step]?.programs.find((each) => each.executable === executable);
          expect(program?.importPath).toBe(main.package.importPath);
        }
        const again = planSteps([group(shuffled)], directories, nodeSha256);
        expect(again.steps.map(argvOf)).toEqual(steps.map(argvOf));
      },
    ),
  );
});
