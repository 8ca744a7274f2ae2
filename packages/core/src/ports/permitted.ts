import { type DirectoryEntry, type FileInfo, type FileSystem, fileSystemErrorCode } from './file-system.js';

/** The entries of a directory for a search that skips unreadable directories, as go and shells do. */
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

/** The file information of a path, for a search upwards: a directory that cannot be searched is treated as empty. */
export async function statIfPermitted(fileSystem: FileSystem, path: string): Promise<FileInfo | undefined> {
  try {
    return await fileSystem.stat(path);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}
