import { expect, test } from 'vitest';
import { runtimes } from '../lambda/runtimes.js';
import { checkRuntime } from './check-runtime.js';

test('a runtime is reported from its deprecation date on, with the dates', () => {
  const { deprecated, creationBlocked, updatesBlocked } = runtimes['provided.al2'];
  const day = Date.parse(deprecated);
  expect(checkRuntime('provided.al2', day - 1)).toEqual([]);
  expect(checkRuntime('provided.al2', day)).toMatchObject([
    {
      code: 'runtime-deprecated',
      severity: 'warning',
      args: { runtime: 'provided.al2', deprecated, creationBlocked, updatesBlocked },
    },
  ]);
});
