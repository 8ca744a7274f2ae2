import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`packages/${path}`, import.meta.url));

/** The settings that the tests of all packages share. */
export const base = defineConfig({
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
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: [source('core/test/setup.ts')],
    // Modules are loaded once for all test files of a worker: loading them for each file takes longer than the tests do.
    isolate: false,
    // Tests with the real go, real workers and real zip readers share two cores in CI.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
