import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import { failure } from './diagnose.js';

/**
 * Runs a verb. An unexpected file system error (such as a parent directory that cannot be searched) is an environment error,
 * not an internal one: it is thrown with a code and the path.
 *
 * @throws LambdazipError `file-system-failed`, and the errors of the verb
 */
export async function withCodes<Result>(verb: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await verb();
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    const path = error instanceof Error && 'path' in error ? String(error.path) : 'a file';
    throw failure('file-system-failed', { path, reason: fileSystemReason(error) }, { cause: error });
  }
}
