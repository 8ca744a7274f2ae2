import { type DirectoryEntry, type FileSystem, fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';

/** The entries of directories, each read once: a plan asks for the same ones again for every handler. */
export class DirectoryListings {
  readonly #fileSystem: Pick<FileSystem, 'readDirectory'>;
  readonly #listings = new Map<string, Promise<readonly DirectoryEntry[]>>();
  readonly #names = new Map<string, Promise<ReadonlySet<string>>>();

  /** Directories that a search passed over since they could not be read, and why. */
  readonly unread = new Map<string, string>();

  constructor(fileSystem: Pick<FileSystem, 'readDirectory'>) {
    this.#fileSystem = fileSystem;
  }

  /** Rejects as the file system does. */
  entries(directory: string): Promise<readonly DirectoryEntry[]> {
    return once(this.#listings, directory, () => this.#fileSystem.readDirectory(directory));
  }

  /** The same for a search, which passes over what it may not read, as go does, and notes it in `unread`. */
  async readableEntries(directory: string): Promise<readonly DirectoryEntry[]> {
    try {
      return await this.entries(directory);
    } catch (error) {
      if (fileSystemErrorCode(error) === undefined) throw error;
      this.unread.set(directory, fileSystemReason(error));
      return [];
    }
  }

  /** Rejects as the file system does. */
  names(directory: string): Promise<ReadonlySet<string>> {
    return once(
      this.#names,
      directory,
      async () => new Set((await this.entries(directory)).map(({ name }) => name)),
    );
  }
}

function once<Value>(known: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>) {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
