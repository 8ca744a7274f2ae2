import { relative } from 'pathe';

/** Where the files of an overlay are on disk. */
export interface OverlayPlaces {
  /** The path in the project of each file, by its path on disk. */
  readonly files: ReadonlyMap<string, string>;
  /** A file of the main package, by the path on disk of the file that was added to it. */
  readonly entries: ReadonlyMap<string, string>;
}

/**
 * The messages of go with the user's files instead of those that replace them.
 *
 * @param directory the working directory of go, to which it shortens paths
 */
export function ownMessages(text: string, directory: string, { files, entries }: OverlayPlaces): string {
  let result = text;
  for (const [place, first] of entries) {
    const own = relative(directory, first);
    for (const written of spellings(place, directory)) {
      if (!result.includes(written)) continue;
      const lines = result.split('\n').map((line) => {
        if (!line.startsWith(`${written}:`)) return line;
        const message = line.slice(written.length).replace(/^(:\d+)+: /, '');
        return `${own}:1:1: ${mainMessage(message)}`;
      });
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

/** The message of the linker or compiler for a package `main`, in which nothing calls the function. */
function mainMessage(message: string): string {
  if (message === 'undefined: main') return 'function main is undeclared in the main package';
  if (/arguments in call to main/.test(message))
    return 'func main must have no arguments and no return values';
  return message.includes('main') ? 'cannot declare main - must be func' : message;
}
