import { type DirectoryEntry, type FileSystem, fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';

/** Directory listings, each read once: planning lists the same directories for every handler. */
export class DirectoryListings {
  readonly #fileSystem: Pick<FileSystem, 'readDirectory'>;
  readonly #listings = new Map<string, Promise<readonly DirectoryEntry[]>>();
  readonly #names = new Map<string, Promise<ReadonlySet<string>>>();

  /** Unreadable directories that a search skipped, with the reasons. */
  readonly unread = new Map<string, string>();

  constructor(fileSystem: Pick<FileSystem, 'readDirectory'>) {
    this.#fileSystem = fileSystem;
  }

  /** Rejects with file system errors. */
  entries(directory: string): Promise<readonly DirectoryEntry[]> {
    return once(this.#listings, directory, () => this.#fileSystem.readDirectory(directory));
  }

  /** Like `entries`, for a search: skips what it cannot read, as go does, and adds it to `unread`. */
  async readableEntries(directory: string): Promise<readonly DirectoryEntry[]> {
    try {
      return await this.entries(directory);
    } catch (error) {
      if (fileSystemErrorCode(error) === undefined) throw error;
      this.unread.set(directory, fileSystemReason(error));
      return [];
    }
  }

  /** Rejects with file system errors. */
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
