import { expect, test } from 'vitest';
import { diagnose } from '../diagnostics/diagnose.js';
import { throwIfInvalid, uniqueFindings } from './manifest-reading.js';

const nul = (line: number, column: number) => diagnose('manifest-nul', {}, { file: 'm', line, column });
const warning = diagnose('runtime-deprecated', {
  ...{ runtime: 'provided.al2', deprecated: 'a', creationBlocked: 'b', updatesBlocked: 'c', asOf: 'd' },
});

test('findings are sorted by position, and equal ones are listed once', () => {
  const unique = uniqueFindings([nul(2, 1), nul(1, 9), nul(2, 1), nul(1, 2), warning]);
  expect(unique.map(({ location: { line, column } }) => [line, column])).toEqual([
    [null, null],
    [1, 2],
    [1, 9],
    [2, 1],
  ]);
});

test('an error counts the errors, and carries the warnings too', () => {
  const diagnostics = [warning, nul(1, 1), nul(2, 1)];
  const act = () => throwIfInvalid('m', diagnostics);
  expect(act).toThrow(
    expect.objectContaining({ code: 'manifest-invalid', message: 'found 2 errors in m', diagnostics }),
  );
});

test('a manifest with only warnings is valid', () => {
  expect(() => throwIfInvalid('m', [warning])).not.toThrow();
});
