import { failure } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { isDiskFull } from '../ports/disk-full.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';

// What the user must fix. EBUSY and ETXTBSY: another program holds the file.
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
 * What an error of the file system means for a file of the output: `output-not-writable`, `disk-full` or
 * `output-write-failed`. Anything else is given back as it is.
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

/** Runs a step of writing to a path; what fails there is an error that names it. */
export async function withPath(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw outputFailure(path, error);
  }
}
