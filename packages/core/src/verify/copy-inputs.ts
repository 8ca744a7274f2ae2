import { dirname } from 'pathe';
import type { Host } from '../ports/host.js';

/** Copies of files, at the same places below another directory. */
export interface CopiedFiles {
  /** Where the copy of a path is, file or directory, one of those copied or not. */
  readonly placeOf: (path: string) => string;
}

/** Copies files below a directory, for this user only, each at its place relative to what all of them have in common. */
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

/** The deepest directory that all files lie in, without a `/` at its end. */
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
