import type { ListedPackage } from '../go/go-list.js';
import type { Host } from '../ports/host.js';

/** A reference to a symbol of the package `main`, which a program of several main packages does not have. */
export interface MainSymbol {
  readonly importPath: string;
  /** Absolute, with `/`. */
  readonly path: string;
  readonly symbol: string;
}

/**
 * A reference to a symbol of the package `main` by the linker's name: `//go:linkname x main.y`, for which a file has to
 * import `unsafe`, or `main·y` in assembly. undefined without one.
 */
export async function findMainSymbol(
  packages: readonly ListedPackage[],
  { fileSystem, platform }: Pick<Host, 'fileSystem' | 'platform'>,
): Promise<MainSymbol | undefined> {
  for (const { ImportPath = '', Dir = '', Standard, Imports = [], GoFiles = [], SFiles = [] } of packages) {
    if (Standard === true || Dir === '') continue;
    const directory = Dir.replaceAll('\\', platform === 'win32' ? '/' : '\\');
    for (const name of [...(Imports.includes('unsafe') ? GoFiles : []), ...SFiles]) {
      const path = `${directory}/${name}`;
      // go reports a file that cannot be read.
      const content = await fileSystem.readFile(path).catch(() => new Uint8Array());
      const pattern = name.endsWith('.go') ? /^\/\/go:linkname[ \t]+\S+[ \t]+(main\.\S+)/m : /\b(main·\w+)/;
      const symbol = pattern.exec(new TextDecoder().decode(content))?.[1];
      if (symbol !== undefined) return { importPath: ImportPath, path, symbol };
    }
  }
  return undefined;
}
