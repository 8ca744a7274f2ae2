import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*'],
    // All processors, and one more: many tests wait for processes. Vitest's default leaves one processor unused.
    maxWorkers: availableParallelism() + 1,
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
