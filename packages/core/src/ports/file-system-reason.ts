import { fileSystemErrorCode } from './file-system.js';

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['EROFS', 'read-only file system'],
  ['ENOTDIR', 'a part of the path is a file, not a directory'],
  ['EISDIR', 'it is a directory'],
  ['ENOENT', 'not found'],
  ['EEXIST', 'it already exists'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'disk quota exceeded'],
  ['EBUSY', 'it is in use by another program'],
  ['EMFILE', 'too many open files'],
  ['ENFILE', 'too many open files'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'its symbolic links form a loop'],
  ['ENOEXEC', 'it is not a program that this system can run'],
  ['E2BIG', 'its arguments and environment variables are too long'],
  ['EINVAL', 'its name contains an invalid character'],
  ['EIO', 'input/output error'],
]);

/** What went wrong, for a message: plain words with the system's own code, e.g. `permission denied (EACCES)`. */
export function fileSystemReason(error: unknown): string {
  const code = fileSystemErrorCode(error);
  const known = code === undefined ? undefined : reasons.get(code);
  if (known !== undefined) return `${known} (${code})`;
  return error instanceof Error ? error.message : String(error);
}
