import { describe, expect, test } from 'vitest';
import { nameHandlers } from './handler-names.js';

describe('handlers', () => {
  test.each([
    ['are named after their directories, sorted', ['./b/delete', './a/create'], ['bin/create', 'bin/delete']],
    [
      'are named after their whole paths if two names are equal',
      ['./a/get', './b/get'],
      ['bin/a/get', 'bin/b/get'],
    ],
    ['treat names that differ only in case as equal', ['./a/Get', './b/get'], ['bin/a/Get', 'bin/b/get']],
    ['have a name even at the root of the module', ['.'], ['bin/main']],
    ['do not contain the dots of a package above the manifest', ['../cmd/create'], ['bin/create']],
    ['do not contain characters that Lambda refuses', ['./cmd/über uns'], ['bin/-ber-uns']],
  ])('%s', (_, mains, handlers) => {
    expect(Object.keys(nameHandlers(mains))).toEqual(handlers);
  });
});
