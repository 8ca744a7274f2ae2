import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import { failure } from './diagnose.js';

/**
 * Runs a verb. An error of the file system that no step expected (a directory above the project that cannot be searched,
 * say) is the machine's, not a defect of lambdazip: it gets a code and names the path.
 *
 * @throws LambdazipError `file-system-failed`, and what the verb throws
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
