import { failure } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';

/**
 * What a verification throws where something failed on its way: that it is not known whether a file is what it
 * should be is another answer than no. What the user or the machine has to mend stays as it is.
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
