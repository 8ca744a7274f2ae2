import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const core = (entry: string): string => fileURLToPath(new URL(`../core/src/${entry}.ts`, import.meta.url));

export default defineConfig({
  // As tsconfig.json has it: tests share the core's sources with the helpers of packages/core/test.
  resolve: {
    alias: [
      { find: '@lambdazip/core/host', replacement: core('host') },
      { find: '@lambdazip/core/internal', replacement: core('internal') },
      { find: /^@lambdazip\/core$/, replacement: core('index') },
    ],
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Tests with the real go, real workers and real zip readers share two cores in CI.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
