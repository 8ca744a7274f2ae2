import type { ProjectFiles } from '../src/project/project-files.js';

/** An in-memory project. Names without a text are empty files. */
export function madeProject(files: Readonly<Record<string, string>>, root = '/work/shop'): ProjectFiles {
  const texts = new Map(Object.entries(files));
  return {
    root,
    files: [...texts.keys()].sort(),
    links: [],
    outside: () => [],
    namesIn: async () => [],
    read: (path) => Promise.resolve(texts.get(path)),
    display: (path) => path,
  };
}

/** Files of a project with Go programs in the given directories. */
export function programsIn(...directories: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    directories.map((directory) => [`${directory}/main.go`, 'package main\n\nfunc main() {}\n']),
  );
}
