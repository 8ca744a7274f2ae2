import { relative } from 'pathe';

/** Where the files of an overlay are on disk. */
export interface OverlayPlaces {
  /** The path in the project of each file, by its path on disk. */
  readonly files: ReadonlyMap<string, string>;
  /** The error in the project for which a generated file does not compile, by the path of that file on disk. */
  readonly problems: ReadonlyMap<string, OwnProblem>;
}

/** An error in a file of the project. */
export interface OwnProblem {
  readonly path: string;
  readonly line: number;
  /** In bytes. */
  readonly column: number;
  readonly message: string;
}

/**
 * The messages of go with the user's files instead of those that replace them.
 *
 * @param directory the working directory of go, to which it shortens paths
 */
export function ownMessages(text: string, directory: string, { files, problems }: OverlayPlaces): string {
  let result = text;
  for (const [place, { path, line: at, column, message }] of problems) {
    const own = `${relative(directory, path)}:${at}:${column}: ${message}`;
    for (const written of spellings(place, directory)) {
      const lines = result.split('\n').map((line) => (line.startsWith(`${written}:`) ? own : line));
      result = lines.join('\n');
    }
  }
  for (const [place, own] of files) {
    for (const written of spellings(place, directory)) {
      result = result.replaceAll(written, relative(directory, own));
    }
  }
  return result;
}

/** go prints the shorter of both paths, with the separators of the platform. The relative one can end in the other. */
function spellings(path: string, directory: string): readonly string[] {
  const names = [relative(directory, path), path];
  return [...names, ...names.map((name) => name.replaceAll('/', '\\'))];
}
