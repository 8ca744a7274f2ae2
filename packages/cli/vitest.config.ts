import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // In CI, tests with the real go, real workers and real zip readers share two cores.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
