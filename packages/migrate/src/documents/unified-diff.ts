import { structuredPatch } from 'diff';

/**
 * A change to a file as a unified diff for `git apply` and `patch -p1`, with three lines of context. Line endings are those
 * of the texts. Empty if nothing changes.
 *
 * @param file relative to the directory in which to apply the diff, with `/`
 * @param before null for a new file
 */
export function unifiedDiff(file: string, before: string | null, after: string): string {
  if (before === after) return '';
  const { hunks } = structuredPatch(file, file, before ?? '', after, undefined, undefined, { context: 3 });
  const parts = [
    `--- ${before === null ? '/dev/null' : quotedName(`a/${file}`)}\n`,
    `+++ ${quotedName(`b/${file}`)}\n`,
  ];
  for (const { oldStart, oldLines, newStart, newLines, lines } of hunks) {
    // An empty side starts at line 0, as in git's own diffs.
    parts.push(`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@\n`);
    for (const line of lines) parts.push(`${line}\n`);
  }
  return parts.join('');
}

function range(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

/** git quotes names with control characters, quotes and backslashes, and ends names that contain white space with a tab. */
function quotedName(name: string): string {
  const quoted = name.replace(/["\\]/g, '\\$&').replace(/\p{Cc}/gu, octal);
  if (quoted !== name) return `"${quoted}"`;
  return name.includes(' ') ? `${name}\t` : name;
}

function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
