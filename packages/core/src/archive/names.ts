import { compareStrings } from '../bytes/compare.js';

/** A path that is longer cannot be unpacked: Linux takes 4,095 bytes, and `/var/task/` stands before it. */
const longestName = 4085;
/** NAME_MAX of Linux. */
const longestPart = 255;

/** Why a name cannot be a path in an archive; undefined where it can. */
export function archiveNameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (/\p{Cc}/u.test(name)) return 'it contains a control character';
  if (/[^\u0020-\u007e]/.test(name)) return 'it contains a character outside ASCII';
  if (name.includes(' ')) return 'it contains a space';
  if (name.includes('\\')) return 'it contains a backslash';
  if (/^[A-Za-z]:/.test(name)) return 'it starts with a drive letter';
  if (name.startsWith('/')) return 'it is absolute';
  if (name.length > longestName) return `it is longer than ${longestName} characters`;
  for (const part of name.split('/')) {
    if (part === '') return name.endsWith('/') ? 'it ends in `/`' : 'it contains `//`';
    if (part === '.' || part === '..') return `it contains \`${part}\``;
    if (part.length > longestPart) return `it has a segment of more than ${longestPart} characters`;
  }
  return undefined;
}

/** Two names that cannot stand in one archive; `other` came first. */
export interface NameCollision {
  readonly name: string;
  readonly other: string;
}

/**
 * Names that are equal, equal but for the case of ASCII letters, or a directory of another (likewise). In the
 * order of the names, each at most once, with the first name that it collides with.
 */
export function findCollisions(names: readonly string[]): NameCollision[] {
  const keyed = names.map((name, index) => ({ name, index, key: keyOf(name) }));
  keyed.sort((a, b) => compareStrings(a.key, b.key) || a.index - b.index);
  const found = new Map<number, number>();
  // A name's directories, and its equal, stand before it in this order, with nothing else between them.
  const open: (typeof keyed)[number][] = [];
  for (const each of keyed) {
    let top = open.at(-1);
    while (top !== undefined && top.key !== each.key && !each.key.startsWith(`${top.key}\0`)) {
      open.pop();
      top = open.at(-1);
    }
    if (top !== undefined) {
      const later = Math.max(top.index, each.index);
      const earlier = Math.min(top.index, each.index);
      found.set(later, Math.min(earlier, found.get(later) ?? earlier));
    }
    if (top?.key !== each.key) open.push(each);
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([later, earlier]) => ({ name: names[later] ?? '', other: names[earlier] ?? '' }));
}

// With `/` below every other character, all that lies in a directory follows at once upon its name.
function keyOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replaceAll('/', '\0');
}
