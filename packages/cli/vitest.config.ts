import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Tests with the real go, real workers and real zip readers share two cores in CI.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
