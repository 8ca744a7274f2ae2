import type { FileSystem } from '../ports/file-system.js';

/**
 * The column in UTF-16 units for one in bytes, as go prints it; both count from 1. If the file cannot be read or has no such line,
 * the column is returned unchanged.
 */
export async function unitColumn(
  { fileSystem }: { readonly fileSystem: Pick<FileSystem, 'readFile'> },
  path: string,
  line: number,
  column: number | null,
): Promise<number | null> {
  if (column === null) return null;
  let bytes: Uint8Array;
  try {
    bytes = await fileSystem.readFile(path);
  } catch {
    return column;
  }
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const end = bytes.indexOf(0x0a, start);
    if (end === -1) return column;
    start = end + 1;
  }
  return new TextDecoder().decode(bytes.subarray(start, start + column - 1)).length + 1;
}
