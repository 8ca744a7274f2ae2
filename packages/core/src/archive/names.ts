import { compareStrings } from '../bytes/compare.js';

/** A longer path cannot be unpacked: Linux allows 4,095 bytes, including the prefix `/var/task/`. */
const longestName = 4085;
/** NAME_MAX on Linux. */
const longestPart = 255;

/** Why a name is not a valid path in an archive; undefined if it is. */
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

/** Two names that cannot be in the same archive; `other` came first. */
export interface NameCollision {
  readonly name: string;
  readonly other: string;
}

/**
 * Finds names that are equal to a different name or to one of its directories, ignoring the case of ASCII letters. In
 * the order of the names, each at most once, with the first name that it collides with.
 */
export function findCollisions(names: readonly string[]): NameCollision[] {
  const keyed = names.map((name, index) => ({ name, index, key: keyOf(name) }));
  keyed.sort((a, b) => compareStrings(a.key, b.key) || a.index - b.index);
  const found = new Map<number, number>();
  // In this order a name directly follows its equal and its directories, with nothing else in between.
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

// With `/` sorted before every other character, the contents of a directory directly follow its name.
function keyOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replaceAll('/', '\0');
}
