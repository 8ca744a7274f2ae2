import { fileSystemErrorCode } from './file-system.js';

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['EROFS', 'read-only file system'],
  ['ENOTDIR', 'a parent of the path is not a directory'],
  ['EISDIR', 'it is a directory'],
  ['ENOENT', 'no such file or directory'],
  ['EEXIST', 'already exists'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'disk quota exceeded'],
  ['EBUSY', 'in use by another program'],
  ['EMFILE', 'too many open files'],
  ['ENFILE', 'too many open files'],
  ['ENAMETOOLONG', 'name too long'],
  ['ELOOP', 'symbolic link loop'],
  ['ENOEXEC', 'not a program that this system can run'],
  ['E2BIG', 'arguments and environment variables too long'],
  ['EINVAL', 'invalid character in the name'],
  ['EIO', 'device error'],
]);

/** The reason for a message: plain text with the system's error code, e.g. `permission denied (EACCES)`. */
export function fileSystemReason(error: unknown): string {
  const code = fileSystemErrorCode(error);
  const known = code === undefined ? undefined : reasons.get(code);
  if (known !== undefined) return `${known} (${code})`;
  return error instanceof Error ? error.message : String(error);
}
