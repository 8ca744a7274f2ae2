import { dirname, join } from 'pathe';
import type { ProjectFiles } from '../project/project-files.js';

/** Modules above a project's root that its go.mod files use as replacements: directories by module path. */
export async function replacedModules({ files, read }: ProjectFiles): Promise<ReadonlyMap<string, string>> {
  const replaced = new Map<string, string>();
  for (const file of files.filter((each) => /(?:^|\/)go\.mod$/.test(each))) {
    const text = ((await read(file)) ?? '').replace(/\/\/[^\n]*/g, '');
    const lines = text.matchAll(
      /^[ \t]*(?:replace[ \t]+)?"?([^\s"(]+)"?(?:[ \t]+v\S+)?[ \t]*=>[ \t]*"?(\.\.?\/[^\s"]*)"?/gm,
    );
    for (const [, path = '', target = ''] of lines) {
      const directory = join(dirname(file), target).replace(/(?<=.)\/$/, '');
      if (directory.startsWith('..')) replaced.set(path, directory);
    }
  }
  return replaced;
}

/** The directory of a package in one of those modules. */
export function replacedDirectory(
  importPath: string,
  replaced: ReadonlyMap<string, string>,
): string | undefined {
  for (let at = importPath; at !== '.' && at !== '/'; at = dirname(at)) {
    const directory = replaced.get(at);
    if (directory !== undefined) return join(directory, importPath.slice(at.length + 1) || '.');
  }
  return undefined;
}
