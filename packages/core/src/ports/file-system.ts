/** What lambdazip needs of a file system. Paths use `/`; implementations exist for Node and for memfs. */
export interface FileSystem {
  /** The whole file. Rejects, as all of them do, with an Error whose `code` is Node's (`ENOENT`, `EACCES`, ...). */
  readFile(path: string): Promise<Uint8Array>;
  /** The first bytes of a file: as many as were asked for, or all that it has. */
  readStart(path: string, length: number): Promise<Uint8Array>;
  /** What stands at the path, links not followed; undefined where nothing does. */
  lstat(path: string): Promise<FileInfo | undefined>;
  /** What stands at the path, links followed; undefined where nothing does. */
  stat(path: string): Promise<FileInfo | undefined>;
  /** Whether a program can be started from the path, links followed. Never rejects. */
  isExecutable(path: string): Promise<boolean>;
  /** What tells a file from what stood there before, links followed; undefined where no file stands. */
  identify(path: string): Promise<FileIdentity | undefined>;
  /** The path with all symbolic links resolved, with `/`. */
  realPath(path: string): Promise<string>;
  /** The directory's entries, sorted by UTF-16 code units of their names. */
  readDirectory(path: string): Promise<readonly DirectoryEntry[]>;
  /**
   * Creates or replaces a file; with `exclusive` it fails with EEXIST where something stands, and leaves nothing if it
   * fails.
   *
   * @param content as a whole, or in parts that follow upon each other
   */
  writeFile(path: string, content: FileContent, options?: WriteOptions): Promise<void>;
  /** Gives a file a second name; fails with EEXIST where something stands at `to`. Some file systems cannot. */
  link(from: string, to: string): Promise<void>;
  /** Atomic within one file system; replaces a file that stands at `to`. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a tree; nothing happens where nothing stands. */
  remove(path: string): Promise<void>;
  /** Removes a directory if it is empty; says whether it did. */
  removeEmptyDirectory(path: string): Promise<boolean>;
  /** Creates the directory and its parents, as far as they are not there; with `private` for this user only. */
  makeDirectory(path: string, options?: { readonly private?: boolean }): Promise<void>;
  /** Lets nobody but its owner into a directory. Has no effect on Windows. */
  makePrivate(path: string): Promise<void>;
  /** Sets the modification time to now. */
  touch(path: string): Promise<void>;
}

/** Bytes, as a whole or in parts that follow upon each other. */
export type FileContent = Uint8Array | readonly Uint8Array[];

/** How a file is written. */
export interface WriteOptions {
  /** Fail with EEXIST if the path exists. Default: false. */
  readonly exclusive?: boolean;
  /** Resolve only when the content has reached the disk. Default: false. */
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
  /** The lowest nine bits of the mode; without meaning on Windows. */
  readonly permissions: number;
}

/** A file as the file system tells it from others without reading it. */
export interface FileIdentity {
  /** Made of its device, inode, size, and the times of its last changes: another text, another file or content. */
  readonly text: string;
  /** Bytes. */
  readonly size: number;
  /** When its content or inode last changed: milliseconds since 1970. */
  readonly changed: number;
  /** As above, but for what changes when only its times are set. */
  readonly place: string;
}

/** Milliseconds; file systems count times in steps of up to two seconds (FAT), and clocks of servers differ. */
const clockMargin = 3_000;

/**
 * Whether a later change of a file must show in its identity: one that happens within a step of the file system's
 * clock after another gives the same times.
 *
 * @param now when the file began to be read: milliseconds since 1970
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

/** The code of an error that a file system gave; undefined for anything else. */
export function fileSystemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  // Other errors have codes too, lambdazip's own among them, but none that looks like the system's.
  return typeof error.code === 'string' && /^(E[A-Z0-9]+|UNKNOWN)$/.test(error.code) ? error.code : undefined;
}
