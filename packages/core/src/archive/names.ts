/** Why a name cannot be a path in an archive; undefined where it can. */
export function archiveNameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return 'it holds a control character';
  if (/[^\u0020-\u007e]/.test(name)) return 'it holds a character outside ASCII';
  if (name.includes(' ')) return 'it holds a space';
  if (name.includes('\\')) return 'it holds a backslash';
  if (/^[A-Za-z]:/.test(name)) return 'it begins with a drive letter';
  if (name.startsWith('/')) return 'it is absolute';
  for (const segment of name.split('/')) {
    if (segment === '') return name.endsWith('/') ? 'it ends in `/`' : 'a part of it is empty';
    if (segment === '.' || segment === '..') return `it has the part \`${segment}\``;
  }
  return undefined;
}

/** Two names that cannot stand in one archive; `other` came first. */
export interface NameCollision {
  readonly name: string;
  readonly other: string;
}

/** Names that are equal, equal but for case, or a directory of another. */
export function findCollisions(names: readonly string[]): NameCollision[] {
  const collisions: NameCollision[] = [];
  const files = new Map<string, string>();
  const directories = new Map<string, string>();
  for (const name of names) {
    const folded = name.toLowerCase();
    const other = files.get(folded) ?? directories.get(folded);
    if (other !== undefined) collisions.push({ name, other });
    const parents = parentsOf(folded);
    const file = parents.map((parent) => files.get(parent)).find((each) => each !== undefined);
    if (file !== undefined) collisions.push({ name, other: file });
    if (!files.has(folded)) files.set(folded, name);
    for (const parent of parents) {
      if (!directories.has(parent)) directories.set(parent, name);
    }
  }
  return collisions;
}

function parentsOf(name: string): string[] {
  const segments = name.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** Orders ASCII names by byte. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
