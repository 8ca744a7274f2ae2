import { dirname } from 'pathe';
import type { Host } from '../ports/host.js';

/** Copies of files, at the same relative paths below a different directory. */
export interface CopiedFiles {
  /** The path of a file or directory in the copy, whether it was copied or not. */
  readonly placeOf: (path: string) => string;
}

/** Copies files into a directory that only this user can read, keeping their paths relative to their common directory. */
export async function copyFiles(
  files: readonly string[],
  target: string,
  host: Pick<Host, 'fileSystem'>,
  signal?: AbortSignal,
): Promise<CopiedFiles> {
  const common = commonDirectory(files);
  const placeOf = (path: string): string => `${target}${path.slice(common.length)}`;
  const made = new Set<string>();
  for (const file of files) {
    signal?.throwIfAborted();
    const place = placeOf(file);
    const directory = dirname(place);
    if (!made.has(directory)) await host.fileSystem.makeDirectory(directory, { private: true });
    made.add(directory);
    await host.fileSystem.writeFile(place, await host.fileSystem.readFile(file));
  }
  return { placeOf };
}

/** The deepest directory that contains all files, without a trailing `/`. */
function commonDirectory(files: readonly string[]): string {
  const [first = '', ...rest] = files.map((file) => dirname(file).split('/'));
  if (first === '') return '';
  let length = first.length;
  for (const parts of rest) {
    let equal = 0;
    while (equal < length && parts[equal] === first[equal]) equal += 1;
    length = equal;
  }
  return first.slice(0, length).join('/');
}
