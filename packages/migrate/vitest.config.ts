import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const core = (entry: string): string => fileURLToPath(new URL(`../core/src/${entry}.ts`, import.meta.url));

export default defineConfig({
  // As in tsconfig.json: tests use the core's sources, which the helpers in packages/core/test also use.
  resolve: {
    alias: [
      { find: '@lambdazip/core/host', replacement: core('host') },
      { find: '@lambdazip/core/internal', replacement: core('internal') },
      { find: /^@lambdazip\/core$/, replacement: core('index') },
    ],
  },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // In CI, tests with the real go, real workers and real zip readers share two cores.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
