import { dirname, join } from 'pathe';
import type { FileSystem } from '../ports/file-system.js';
import { statIfPermitted } from '../ports/permitted.js';

/** A Go module on disk. */
export interface GoModule {
  /** The directory of its go.mod, links resolved. */
  readonly root: string;
  /** The `go` line of go.mod, such as `1.24.0`; null where it has none. */
  readonly goLine: string | null;
  /** The `toolchain` line without the prefix `go`; null where it has none. */
  readonly toolchainLine: string | null;
}

/** The module that go would use in a directory: that of the nearest go.mod in or above it. */
export async function findModule(fileSystem: FileSystem, directory: string): Promise<GoModule | undefined> {
  const root = await findAbove(fileSystem, directory, 'go.mod');
  if (root === undefined) return undefined;
  const text = new TextDecoder().decode(await fileSystem.readFile(join(root, 'go.mod')));
  return {
    root,
    goLine: /^go[ \t]+([^\s/]+)/m.exec(text)?.[1] ?? null,
    toolchainLine: /^toolchain[ \t]+go([^\s/]+)/m.exec(text)?.[1] ?? null,
  };
}

/** The nearest directory, from the given one upwards, that holds a file of that name. */
export async function findAbove(
  fileSystem: FileSystem,
  directory: string,
  name: string,
): Promise<string | undefined> {
  for (let place = directory; ; place = dirname(place)) {
    const info = await statIfPermitted(fileSystem, join(place, name));
    if (info?.kind === 'file') return place;
    if (dirname(place) === place) return undefined;
  }
}
