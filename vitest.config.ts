import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`packages/${path}`, import.meta.url));

export default defineConfig({
  // Imports between packages resolve to sources, as `paths` in tsconfig.json has them: no test needs a build of another package.
  resolve: {
    alias: [
      { find: /^@lambdazip\/core\/printable$/, replacement: source('core/src/diagnostics/printable.ts') },
      { find: /^@lambdazip\/core\/(host|internal|choices)$/, replacement: source('core/src/$1.ts') },
      { find: /^@lambdazip\/core$/, replacement: source('core/src/index.ts') },
      { find: /^@lambdazip\/migrate\/formats$/, replacement: source('migrate/src/formats.ts') },
      { find: /^@lambdazip\/migrate$/, replacement: source('migrate/src/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/{src,test}/**/*.test.ts'],
    setupFiles: [source('core/test/setup.ts')],
    // Modules are loaded once for all test files of a worker, and all packages are one project: loading them for each file takes
    // longer than the tests do.
    isolate: false,
    // All processors, and one more: many tests wait for processes. Vitest's default leaves one processor unused.
    maxWorkers: availableParallelism() + 1,
    // Tests with the real go, real workers and real zip readers share two cores in CI.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    coverage: {
      provider: 'v8',
      include: ['packages/{core,migrate,cli}/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.generated.ts', '**/*.d.ts'],
      // scripts/coverage.mjs compares it with the floor of each room.
      reporter: ['json-summary'],
      reportOnFailure: true,
    },
  },
});
