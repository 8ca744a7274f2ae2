const wildcard = /\*\*?/g;

/** Whether a package or handler contains wildcards. */
export function hasWildcard(text: string): boolean {
  return text.includes('*');
}

/** Why a handler's wildcards cannot be filled from those of the package; undefined if they can. */
export function wildcardProblem(key: string, pattern: string): string | undefined {
  const ofKey = key.match(wildcard) ?? [];
  const ofPattern = pattern.match(wildcard) ?? [];
  if (ofKey.join(' ') !== ofPattern.join(' ')) return 'the wildcards differ';
  // `**` matches whole segments, so it must be one.
  const segments = [...key.split('/'), ...pattern.split('/')];
  return segments.some((segment) => segment.includes('**') && segment !== '**')
    ? '`**` in a segment'
    : undefined;
}

/** The part of a pattern before its first wildcard segment: where a search starts. */
export function fixedPart(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex(hasWildcard);
  return (first === -1 ? segments : segments.slice(0, first)).join('/');
}

/**
 * What the wildcards of a pattern match in a path; undefined if the path does not match. `*` matches at least one
 * character of one segment, `**` any number of whole segments; earlier wildcards match as much as they can. Takes at
 * most length of pattern times length of path steps.
 */
export function matchWildcards(pattern: string, path: string): readonly string[] | undefined {
  const segments = segmentsOf(path);
  const [first = [], ...rows] = rowsOf(segmentsOf(pattern));
  const head = first.length > segments.length ? undefined : matchRow(first, segments, 0);
  const final = rows.pop();
  if (head === undefined) return undefined;
  if (final === undefined) return first.length === segments.length ? head : undefined;
  // Place each row as far right as it fits, from the last to the first: so every `**` matches as much as it can after
  // those before it, and no split is tried twice.
  let end = segments.length - final.length;
  const tail = end < first.length ? undefined : matchRow(final, segments, end);
  if (tail === undefined) return undefined;
  const parts: (readonly string[])[] = [tail];
  for (const row of rows.reverse()) {
    let start = end - row.length;
    let found: readonly string[] | undefined;
    while (start >= first.length) {
      found = matchRow(row, segments, start);
      if (found !== undefined) break;
      start -= 1;
    }
    if (found === undefined) return undefined;
    parts.push([segments.slice(start + row.length, end).join('/')], found);
    end = start;
  }
  parts.push([segments.slice(first.length, end).join('/')], head);
  return parts.reverse().flat();
}

/** Fills the handler's wildcards with the matches of the package's wildcards, in order. */
export function fillWildcards(key: string, parts: readonly string[]): string {
  let index = 0;
  const filled = key.replace(wildcard, () => parts[index++] ?? '');
  // A `**` that matched nothing leaves an empty segment.
  return filled
    .split('/')
    .filter((segment) => segment !== '')
    .join('/');
}

function segmentsOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('/');
}

/** The rows of segments between `**`; one more than there are `**`. */
function rowsOf(pattern: readonly string[]): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const segment of pattern) {
    if (segment === '**') rows.push([]);
    else rows.at(-1)?.push(segment);
  }
  return rows;
}

/** The matches of a row's wildcards in the segments that begin at `start`. */
function matchRow(
  row: readonly string[],
  path: readonly string[],
  start: number,
): readonly string[] | undefined {
  const parts: string[] = [];
  for (const [index, pattern] of row.entries()) {
    const found = matchSegment(pattern, path[start + index] ?? '');
    if (found === undefined) return undefined;
    parts.push(...found);
  }
  return parts;
}

/** Like rows between `**`: the texts between `*`, from the last to the first, each as far right as it fits. */
function matchSegment(pattern: string, segment: string): readonly string[] | undefined {
  const [first = '', ...texts] = pattern.split('*');
  const final = texts.pop();
  if (final === undefined) return pattern === segment ? [] : undefined;
  // Each `*` matches at least one character, so a longer pattern never matches.
  if (pattern.length > segment.length || !segment.startsWith(first) || !segment.endsWith(final))
    return undefined;
  const parts: string[] = [];
  let end = segment.length - final.length;
  for (const text of texts.reverse()) {
    const last = end - 1 - text.length;
    const start = last < 0 ? -1 : segment.lastIndexOf(text, last);
    if (start <= first.length) return undefined;
    parts.push(segment.slice(start + text.length, end));
    end = start;
  }
  if (end <= first.length) return undefined;
  parts.push(segment.slice(first.length, end));
  return parts.reverse();
}
