import { fileSystemErrorCode } from './file-system.js';

const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'the system does not permit it'],
  ['EROFS', 'the file system is read-only'],
  ['ENOTDIR', 'a part of the path is a file, not a directory'],
  ['EISDIR', 'it is a directory'],
  ['ENOENT', 'it is not there'],
  ['EEXIST', 'something is already there'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EBUSY', 'another program is using it'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'symbolic links lead in a circle'],
  ['ENOEXEC', 'it is not a program that this system can run'],
  ['E2BIG', 'its arguments and environment variables are too long'],
  ['EINVAL', 'the name has a character that no file name can have'],
  ['EIO', 'the device reports an error'],
]);

/** What went wrong, for a message: plain words with the system's own code, e.g. `permission denied (EACCES)`. */
export function fileSystemReason(error: unknown): string {
  const code = fileSystemErrorCode(error);
  const known = code === undefined ? undefined : reasons.get(code);
  if (known !== undefined) return `${known} (${code})`;
  return error instanceof Error ? error.message : String(error);
}
