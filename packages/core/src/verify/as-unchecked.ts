import { failure } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';

/**
 * The error of a verification that did not finish: it must not read as a failed verification. Errors that the user must
 * fix in the arguments, the manifest or the environment are returned unchanged.
 */
export function asUnchecked(
  error: unknown,
  code: 'verify-build-failed' | 'verify-not-checked',
  signal: AbortSignal | undefined,
): unknown {
  if (signal?.aborted) return error;
  if (error instanceof LambdazipError) {
    if (error.blame !== 'code' && error.blame !== 'work') return error;
    return failure(code, { message: error.message }, { diagnostics: error.diagnostics, cause: error });
  }
  if (fileSystemErrorCode(error) === undefined) return error;
  return failure(code, { message: fileSystemReason(error) }, { cause: error });
}
