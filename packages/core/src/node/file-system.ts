import { constants, promises as nodePromises } from 'node:fs';
import { compareStrings } from '../bytes/compare.js';
import {
  type DirectoryEntry,
  type FileContent,
  type FileIdentity,
  type FileInfo,
  type FileKind,
  type FileSystem,
  fileSystemErrorCode,
} from '../ports/file-system.js';
import { withSlashes } from './slashes.js';

/** The functions of `node:fs`'s `promises` that are used; memfs's `fs.promises` has the same shape. */
export interface FilePromises {
  readFile(path: string): Promise<ArrayBufferView | string>;
  lstat(path: string): Promise<FileStatus>;
  stat(path: string): Promise<FileStatus>;
  stat(path: string, options: { bigint: true }): Promise<ExactStatus>;
  access(path: string, mode: number): Promise<void>;
  realpath(path: string): Promise<unknown>;
  readdir(path: string, options: { withFileTypes: true }): Promise<readonly unknown[]>;
  open(path: string, flags: string): Promise<OpenFile>;
  link(from: string, to: string): Promise<void>;
  symlink(target: string, path: string, type: 'junction'): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { recursive: boolean; force: boolean; maxRetries: number }): Promise<void>;
  rmdir(path: string): Promise<void>;
  mkdir(path: string, options: { recursive: true; mode?: number }): Promise<unknown>;
  chmod(path: string, mode: number): Promise<void>;
  utimes(path: string, accessed: Date, modified: Date): Promise<void>;
}

interface FileType {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

interface FileStatus extends FileType {
  readonly size: number | bigint;
  readonly mtimeMs: number | bigint;
  readonly uid: number | bigint;
  readonly mode: number | bigint;
}

interface ExactStatus extends FileType {
  readonly dev: bigint | number;
  readonly ino: bigint | number;
  readonly size: bigint | number;
  readonly mtimeNs?: bigint | number;
  readonly ctimeNs?: bigint | number;
}

interface OpenFile {
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ readonly bytesRead: number }>;
  writeFile(content: Uint8Array): Promise<void>;
  /** Missing in memfs. */
  sync?(): Promise<void>;
  close(): Promise<void>;
}

const removal = { recursive: true, force: true, maxRetries: 3 };
const privateMode = 0o700;

/** The file system of Node, or of any implementation of its `promises`. */
export function nodeFileSystem(given: FilePromises = nodePromises): FileSystem {
  const promises = withoutNul(given);
  return {
    readFile: async (path) => {
      const content = await promises.readFile(path);
      if (typeof content === 'string') return new TextEncoder().encode(content);
      // Not a Buffer: its slice() shares memory, unlike the copy that Uint8Array makes.
      return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
    },
    readStart: async (path, length) => {
      const file = await promises.open(path, 'r');
      try {
        const start = new Uint8Array(length);
        const { bytesRead } = await file.read(start, 0, length, 0);
        return start.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    identify: (path) => identityOrNothing(promises.stat(path, { bigint: true })),
    lstat: (path) => infoOrNothing(promises.lstat(path)),
    stat: (path) => infoOrNothing(promises.stat(path)),
    isExecutable: async (path) => {
      try {
        if (!(await promises.stat(path)).isFile()) return false;
        await promises.access(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
    realPath: async (path) => withSlashes(String(await promises.realpath(path))),
    readDirectory: async (path) => {
      const entries = (await promises.readdir(path, { withFileTypes: true })) as readonly (FileType & {
        readonly name: unknown;
      })[];
      return entries
        .map((entry): DirectoryEntry => ({ name: String(entry.name), kind: kindOf(entry) }))
        .sort((one, other) => compareStrings(one.name, other.name));
    },
    writeFile: async (path, content, { exclusive = false, flush = false } = {}) => {
      const file = await promises.open(path, exclusive ? 'wx' : 'w');
      try {
        // Each chunk is appended to the previous ones.
        for (const part of partsOf(content)) await file.writeFile(part);
        if (flush) await file.sync?.();
        await file.close();
      } catch (error) {
        await file.close().catch(() => undefined);
        // The file was created here; on a full disk even an empty one blocks the next attempt.
        if (exclusive) await promises.rm(path, removal).catch(() => undefined);
        throw error;
      }
    },
    link: (from, to) => promises.link(from, to),
    // Windows asks for no privilege for a junction; other platforms ignore the type.
    linkDirectory: (target, path) => promises.symlink(target, path, 'junction'),
    rename: (from, to) => renameWithPatience(promises, from, to),
    remove: (path) => promises.rm(path, removal),
    removeEmptyDirectory: async (path) => {
      try {
        await promises.rmdir(path);
        return true;
      } catch {
        return false;
      }
    },
    makeDirectory: async (path, options) => {
      await promises.mkdir(path, { recursive: true, ...(options?.private ? { mode: privateMode } : {}) });
    },
    makePrivate: (path) => promises.chmod(path, privateMode),
    touch: (path) => {
      const now = new Date();
      return promises.utimes(path, now, now);
    },
  };
}

/** No file can exist at such a path: it is below a file, leads through circular links, or its name is too long. */
const leadsNowhere: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EINVAL']);

/** Node rejects paths with a NUL with an error of its own; the system would return EINVAL. */
function withoutNul(promises: FilePromises): FilePromises {
  return new Proxy(promises, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: readonly unknown[]) => {
        if (args.some((each) => typeof each === 'string' && each.includes('\0'))) {
          throw Object.assign(new Error('EINVAL: the path has a NUL character'), { code: 'EINVAL' });
        }
        return await Reflect.apply(method, target, args);
      };
    },
  });
}

async function infoOrNothing(status: Promise<FileStatus>): Promise<FileInfo | undefined> {
  try {
    const found = await status;
    return {
      kind: kindOf(found),
      size: Number(found.size),
      modified: Number(found.mtimeMs),
      owner: Number(found.uid),
      permissions: Number(found.mode) & 0o777,
    };
  } catch (error) {
    const code = fileSystemErrorCode(error);
    if (code !== undefined && leadsNowhere.has(code)) return undefined;
    throw error;
  }
}

function partsOf(content: FileContent): readonly Uint8Array[] {
  return content instanceof Uint8Array ? [content] : content;
}

async function identityOrNothing(status: Promise<ExactStatus>): Promise<FileIdentity | undefined> {
  try {
    const found = await status;
    if (!found.isFile()) return undefined;
    const { dev, ino, size, mtimeNs = 0, ctimeNs = 0 } = found;
    const place = `${dev}:${ino}:${size}`;
    const changed = Math.max(Number(mtimeNs), Number(ctimeNs)) / 1e6;
    return { text: `${place}:${mtimeNs}:${ctimeNs}`, place, size: Number(size), changed };
  } catch (error) {
    const code = fileSystemErrorCode(error);
    if (code !== undefined && leadsNowhere.has(code)) return undefined;
    throw error;
  }
}

// Virus scanners on Windows keep new files open for a moment; elsewhere these codes are permanent.
async function renameWithPatience(promises: FilePromises, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await promises.rename(from, to);
    } catch (error) {
      const code = fileSystemErrorCode(error) ?? '';
      const held = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code);
      if (!held || attempt === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}

function kindOf(entry: FileType): FileKind {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'directory';
  return entry.isFile() ? 'file' : 'other';
}
