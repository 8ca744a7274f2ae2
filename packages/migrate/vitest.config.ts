import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const core = (entry: string): string => fileURLToPath(new URL(`../core/src/${entry}.ts`, import.meta.url));

export default defineConfig({
  // As in tsconfig.json: tests share the core's sources and the helpers of packages/core/test.
  resolve: {
    alias: [
      { find: '@lambdazip/core/host', replacement: core('host') },
      { find: '@lambdazip/core/internal', replacement: core('internal') },
      { find: /^@lambdazip\/core$/, replacement: core('index') },
    ],
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Tests with real go, workers and zip readers share two cores in CI.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
