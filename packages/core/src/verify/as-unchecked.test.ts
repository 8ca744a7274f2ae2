import { expect, test } from 'vitest';
import { systemError } from '../../test/memory-host.js';
import { failure } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { asUnchecked } from './as-unchecked.js';

const errorWith = (blame: 'code' | 'work' | 'call' | 'machine'): LambdazipError =>
  new LambdazipError('some-code', 'the reason', { blame, diagnostics: [] });

test.each(['code', 'work'] as const)('an error blamed on the %s is not a failed verification', (blame) => {
  const error = errorWith(blame);
  expect(asUnchecked(error, 'verify-build-failed', undefined)).toMatchObject({
    code: 'verify-build-failed',
    blame: 'machine',
    message: 'cannot verify: the rebuild failed: the reason',
    diagnostics: [],
    cause: error,
  });
});

test.each(['call', 'machine'] as const)('an error blamed on the %s is unchanged', (blame) => {
  const error = errorWith(blame);
  expect(asUnchecked(error, 'verify-build-failed', undefined)).toBe(error);
});

test('keeps the diagnostics of the error', () => {
  const error = failure('verify-damaged', { reason: 'x' });
  const { diagnostics } = error;
  const damaged = new LambdazipError(error.code, error.message, { blame: 'work', diagnostics });
  expect(asUnchecked(damaged, 'verify-not-checked', undefined)).toMatchObject({
    code: 'verify-not-checked',
    diagnostics: [{ code: 'verify-damaged' }],
  });
});

test('an error of the file system has its reason', () => {
  const error = systemError('EACCES');
  expect(asUnchecked(error, 'verify-not-checked', undefined)).toMatchObject({
    code: 'verify-not-checked',
    cause: error,
  });
});

test('an internal error and an interruption are unchanged', () => {
  const internal = new TypeError('x is not a function');
  expect(asUnchecked(internal, 'verify-not-checked', undefined)).toBe(internal);
  const error = errorWith('work');
  expect(asUnchecked(error, 'verify-not-checked', AbortSignal.abort())).toBe(error);
});
