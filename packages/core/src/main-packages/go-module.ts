/** The module path in a go.mod; undefined if it has none. */
export function modulePathOf(goMod: string): string | undefined {
  const plain = goMod.replace(/\/\/[^\n]*/g, '');
  const found =
    /^[ \t\uFEFF]*module(?:[ \t]+|[ \t]*\([ \t\r\n]*)(?:"([^"\n]+)"|`([^`\n]+)`|([^\s()"`]+))/m.exec(plain);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

/** The directory of the nearest go.mod, in a directory or above it. */
export function moduleDirectoryOf(
  directory: string,
  hasModule: (directory: string) => boolean,
): string | null {
  for (let at = directory; at !== '.'; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '.') {
    if (hasModule(at)) return at;
  }
  return hasModule('.') ? '.' : null;
}

/** The import path of a directory in a module. */
export function joinImportPath(module: string, moduleDirectory: string, directory: string): string {
  const inside = moduleDirectory === '.' ? directory : directory.slice(moduleDirectory.length + 1) || '.';
  return inside === '.' ? module : `${module}/${inside}`;
}

/** The module and import path of a directory; undefined if no go.mod is in it or above it. */
export function importPathOf(
  directory: string,
  /** By path. */
  { texts }: { readonly texts: ReadonlyMap<string, string> },
): { readonly module: string; readonly path: string } | undefined {
  const file = (at: string): string => (at === '.' ? 'go.mod' : `${at}/go.mod`);
  const root = moduleDirectoryOf(directory, (at) => texts.has(file(at)));
  const module = root === null ? undefined : modulePathOf(texts.get(file(root)) ?? '');
  return module === undefined || root === null
    ? undefined
    : { module, path: joinImportPath(module, root, directory) };
}
