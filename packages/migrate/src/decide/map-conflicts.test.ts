import { expect, test } from 'vitest';
import { decide } from '../../test/made-decisions.js';
import { mapConflicts } from './map-conflicts.js';

const known = { file: 'lambdazip.json', packages: { 'bin/create': 'cmd/create' } };

test.each([
  ['the same package', { 'bin/create': 'cmd/create' }, []],
  ['a file of the same package', { CreateFunction: 'cmd/create/main.go' }, []],
  ['nothing', {}, []],
  [
    'another package',
    { CreateFunction: 'cmd/other' },
    [{ what: 'handler bin/create', present: './cmd/create', found: './cmd/other' }],
  ],
])('--map conflicts with %s for a function that was already migrated', (_, map, conflicts) => {
  const moved = decide({
    functions: [{ runtime: 'provided.al2023', code: 'dist/lambda.zip' }],
    options: { isMoved: () => true },
  });
  expect(mapConflicts(moved, map, known).map(({ args }) => args)).toEqual(conflicts);
});

test('--map decides on a function that is not migrated yet', () => {
  const open = decide({ mains: ['cmd/create', 'cmd/other'] });
  expect(mapConflicts(open, { CreateFunction: 'cmd/other' }, known)).toEqual([]);
});
