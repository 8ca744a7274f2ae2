import type { DirectoryEntry, FileSystem } from '../ports/file-system.js';

/** The entries of directories, each read once: a plan asks for the same ones again for every handler. */
export class DirectoryListings {
  readonly #fileSystem: Pick<FileSystem, 'readDirectory'>;
  readonly #listings = new Map<string, Promise<readonly DirectoryEntry[]>>();
  readonly #names = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(fileSystem: Pick<FileSystem, 'readDirectory'>) {
    this.#fileSystem = fileSystem;
  }

  /** Rejects as the file system does. */
  entries(directory: string): Promise<readonly DirectoryEntry[]> {
    return once(this.#listings, directory, () => this.#fileSystem.readDirectory(directory));
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
