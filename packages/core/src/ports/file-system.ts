/** The file system operations that lambdazip needs. Paths use `/`. There are implementations for Node and for memfs. */
export interface FileSystem {
  /** Reads a whole file. Like all functions here, rejects with an Error whose `code` is Node's (`ENOENT`, `EACCES`, ...). */
  readFile(path: string): Promise<Uint8Array>;
  /** Reads the first `length` bytes of a file, or all of it if it is shorter. */
  readStart(path: string, length: number): Promise<Uint8Array>;
  /** The file, directory or link at the path, without following links; undefined if it does not exist. */
  lstat(path: string): Promise<FileInfo | undefined>;
  /** The file or directory at the path, following links; undefined if it does not exist. */
  stat(path: string): Promise<FileInfo | undefined>;
  /** Whether the path is executable, following links. Never rejects. */
  isExecutable(path: string): Promise<boolean>;
  /**
   * The identity of a file, which changes when the file is replaced or modified, following links; undefined if it
   * does not exist.
   */
  identify(path: string): Promise<FileIdentity | undefined>;
  /** The path with all symbolic links resolved, with `/`. */
  realPath(path: string): Promise<string>;
  /** The directory's entries, sorted by UTF-16 code units of their names. */
  readDirectory(path: string): Promise<readonly DirectoryEntry[]>;
  /**
   * Creates or replaces a file; with `exclusive`, fails with EEXIST if the path exists. Leaves nothing behind if it
   * fails.
   *
   * @param content as a whole, or as consecutive chunks
   */
  writeFile(path: string, content: FileContent, options?: WriteOptions): Promise<void>;
  /** Creates a hard link to a file; fails with EEXIST if `to` exists. Some file systems do not support it. */
  link(from: string, to: string): Promise<void>;
  /** Creates a symbolic link to a directory, or a junction on Windows; fails with EEXIST if `path` exists. */
  linkDirectory(target: string, path: string): Promise<void>;
  /** Renames a file, atomically within a file system; replaces a file at `to`. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a tree; does nothing if it does not exist. */
  remove(path: string): Promise<void>;
  /** Removes a directory if it is empty; returns whether it was removed. */
  removeEmptyDirectory(path: string): Promise<boolean>;
  /** Creates the directory and its missing parents; with `private`, accessible only to this user. */
  makeDirectory(path: string, options?: { readonly private?: boolean }): Promise<void>;
  /** Makes a directory accessible only to its owner. Has no effect on Windows. */
  makePrivate(path: string): Promise<void>;
  /** Sets the modification time to now. */
  touch(path: string): Promise<void>;
}

/** Bytes, as a whole or as consecutive chunks. */
export type FileContent = Uint8Array | readonly Uint8Array[];

/** Options for writing a file. */
export interface WriteOptions {
  /** Fail with EEXIST if the path exists. Default: false. */
  readonly exclusive?: boolean;
  /** Resolve only when the content is on disk. Default: false. */
  readonly flush?: boolean;
}

/** A file, directory or link. */
export interface FileInfo {
  readonly kind: FileKind;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** The user id; 0 on Windows. */
  readonly owner: number;
  /** The lowest nine bits of the mode; meaningless on Windows. */
  readonly permissions: number;
}

/** The identity of a file, determined without reading it. */
export interface FileIdentity {
  /** Device, inode, size and times of the last changes: a different text means a different file or content. */
  readonly text: string;
  /** Bytes. */
  readonly size: number;
  /** Time of the last change of its content or inode: milliseconds since 1970. */
  readonly changed: number;
  /** Like `text`, but ignoring timestamps. */
  readonly place: string;
}

/** Milliseconds. File systems store times in steps of up to two seconds (FAT), and clocks of servers differ. */
const clockMargin = 3_000;

/**
 * Whether any later change of a file is certain to change its identity: two changes within one step of the file
 * system's clock have the same times.
 *
 * @param now time at which reading the file began: milliseconds since 1970
 */
export function isSettled({ changed }: FileIdentity, now: number): boolean {
  return changed < now - clockMargin;
}

/** A name in a directory. */
export interface DirectoryEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/** `other`: a socket, device or pipe. */
export type FileKind = 'file' | 'directory' | 'link' | 'other';

/** The code of a file system error; undefined for any other error. */
export function fileSystemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  // Other errors, such as lambdazip's own, have codes too, but none that looks like the system's.
  return typeof error.code === 'string' && /^(E[A-Z0-9]+|UNKNOWN)$/.test(error.code) ? error.code : undefined;
}
