import { failure } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { isDiskFull } from '../ports/disk-full.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';

// Errors that the user must fix. EBUSY and ETXTBSY: another program is using the file.
const notWritable: ReadonlySet<string> = new Set([
  'EACCES',
  'EROFS',
  'EPERM',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENOTEMPTY',
  'ENAMETOOLONG',
  'ELOOP',
  'EBUSY',
  'ETXTBSY',
]);

/**
 * Converts a file system error on an output file to `output-not-writable`, `disk-full` or `output-write-failed`.
 * Returns anything else unchanged.
 */
export function outputFailure(path: string, error: unknown): unknown {
  const code = fileSystemErrorCode(error);
  if (code === undefined || error instanceof LambdazipError) return error;
  const reason = fileSystemReason(error);
  if (isDiskFull(error))
    return failure('disk-full', { path, reason, setting: '`--out-dir`' }, { cause: error });
  const kind = notWritable.has(code) ? 'output-not-writable' : 'output-write-failed';
  return failure(kind, { path, reason }, { cause: error });
}

/** Runs a step that writes to a path, and converts its failure to an error that names the path. */
export async function withPath(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw outputFailure(path, error);
  }
}
