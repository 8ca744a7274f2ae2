import { type DirectoryEntry, type FileInfo, type FileSystem, fileSystemErrorCode } from './file-system.js';

/** The entries of a directory for a search that passes over what it may not read, as go and shells do. */
export async function readableEntries(
  fileSystem: FileSystem,
  directory: string,
): Promise<readonly DirectoryEntry[]> {
  try {
    return await fileSystem.readDirectory(directory);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return [];
  }
}

/** What is at a path, for a search upwards: a directory that may not be searched holds nothing that is looked for. */
export async function statIfPermitted(fileSystem: FileSystem, path: string): Promise<FileInfo | undefined> {
  try {
    return await fileSystem.stat(path);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}
