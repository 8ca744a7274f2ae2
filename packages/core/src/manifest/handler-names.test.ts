import { describe, expect, test } from 'vitest';
import { nameHandlers } from './handler-names.js';

describe('handlers', () => {
  test.each([
    ['are called by their directories, sorted', ['./b/delete', './a/create'], ['bin/create', 'bin/delete']],
    [
      'are called by their whole paths where two are called alike',
      ['./a/get', './b/get'],
      ['bin/a/get', 'bin/b/get'],
    ],
    ['count names as alike that differ in case alone', ['./a/Get', './b/get'], ['bin/a/Get', 'bin/b/get']],
    ['have a name at the root of the module', ['.'], ['bin/main']],
    ['have no dots of a package above the manifest', ['../cmd/create'], ['bin/create']],
    ['have no character that Lambda refuses', ['./cmd/über uns'], ['bin/-ber-uns']],
  ])('%s', (_, mains, handlers) => {
    expect(Object.keys(nameHandlers(mains))).toEqual(handlers);
  });
});
