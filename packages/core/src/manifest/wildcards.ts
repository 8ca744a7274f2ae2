const wildcard = /\*\*?/g;

/** Whether a package or handler stands for many. */
export function hasWildcard(text: string): boolean {
  return text.includes('*');
}

/** Why a handler's wildcards cannot take what the package's wildcards match; undefined where they can. */
export function wildcardProblem(key: string, pattern: string): string | undefined {
  const ofKey = key.match(wildcard) ?? [];
  const ofPattern = pattern.match(wildcard) ?? [];
  if (ofKey.join(' ') !== ofPattern.join(' ')) return 'the wildcards differ';
  // `**` stands for whole segments, so it has to be one.
  const segments = [...key.split('/'), ...pattern.split('/')];
  return segments.some((segment) => segment.includes('**') && segment !== '**')
    ? '`**` in a segment'
    : undefined;
}

/** The part of a pattern before its first wildcard segment: where a search begins. */
export function fixedPart(pattern: string): string {
  const segments = pattern.split('/');
  const first = segments.findIndex(hasWildcard);
  return (first === -1 ? segments : segments.slice(0, first)).join('/');
}

/**
 * What the wildcards of a pattern match in a path; undefined where the path does not match. `*` matches at
 * least one character of one segment, `**` any number of whole segments.
 */
export function matchWildcards(pattern: string, path: string): readonly string[] | undefined {
  return toRegularExpression(pattern)
    .exec(path)
    ?.slice(1)
    .map((part = '') => part.replace(/^\/|\/$/g, ''));
}

/** The handler's wildcards replaced by what the package's matched, in order. */
export function fillWildcards(key: string, parts: readonly string[]): string {
  let index = 0;
  const filled = key.replace(wildcard, () => parts[index++] ?? '');
  // A `**` that matched nothing leaves an empty segment behind.
  return filled
    .split('/')
    .filter((segment) => segment !== '')
    .join('/');
}

function toRegularExpression(pattern: string): RegExp {
  const segments = pattern.split('/');
  const parts = segments.map((segment, index) => {
    const slash = index === 0 ? '' : '/';
    if (segment === '**') return index === 0 ? '((?:[^/]+(?:/[^/]+)*)?)' : '((?:/[^/]+)*)';
    const text = segment.split('*').map(escapeRegularExpression).join('([^/]+)');
    return index === 1 && segments[0] === '**' ? `(?:^|/)${text}` : `${slash}${text}`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

function escapeRegularExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
