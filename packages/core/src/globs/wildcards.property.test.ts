import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../test/matrix.js';
import { matchWildcards } from './wildcards.js';

const piece = fc.constantFrom('*', 'a', 'b', '.', 'ab', '**');
const segment = fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));
const pattern = fc
  .array(fc.oneof(segment, fc.constant('**')), { minLength: 1, maxLength: 5 })
  .map((segments) => segments.join('/'))
  // `**` within a segment is refused before matching.
  .filter((text) => text.split('/').every((each) => each === '**' || !each.includes('**')));
const name = fc.array(fc.constantFrom('a', 'b', '.', 'c'), { minLength: 1, maxLength: 6 });
const path = fc
  .array(
    name.map((parts) => parts.join('')),
    { maxLength: 5 },
  )
  .map((segments) => segments.join('/'));

test('wildcards match the same as trying every split, and return the first match', () => {
  fc.assert(
    fc.property(pattern, path, (written, tried) => {
      expect(matchWildcards(written, tried)).toEqual(
        trySegments(written.split('/'), tried === '' ? [] : tried.split('/')),
      );
    }),
    { numRuns: runs(3_000, 20_000) },
  );
});

test.each([
  ['cmd/**/api/**/*', 'cmd/a/api/b/api/c', ['a/api/b', '', 'c']],
  ['**/a', 'a', ['']],
  ['**/**/a', 'a', ['', '']],
  ['cmd/*', 'cmd/', undefined],
  ['*-*', 'a-b-c', ['a-b', 'c']],
  ['constructor/*', 'constructor/toString', ['toString']],
])('%s in %s gives %j', (written, tried, parts) => {
  expect(matchWildcards(written, tried)).toEqual(parts);
});

test('many stars and a long name take time proportional to their product, not exponential time', () => {
  const start = performance.now();
  expect(matchWildcards(`${'*a'.repeat(60)}*b`, 'a'.repeat(4000))).toBeUndefined();
  expect(matchWildcards(`${'**/a/'.repeat(60)}b`, 'a/'.repeat(2000))).toBeUndefined();
  // Trying all splits would take longer than the age of the universe.
  expect(performance.now() - start).toBeLessThan(5000);
});

/** Tries every split, the longest first. */
function trySegments(patterns: readonly string[], segments: readonly string[]): string[] | undefined {
  const [first, ...rest] = patterns;
  if (first === undefined) return segments.length === 0 ? [] : undefined;
  if (first === '**') {
    for (let count = segments.length; count >= 0; count -= 1) {
      const others = trySegments(rest, segments.slice(count));
      if (others !== undefined) return [segments.slice(0, count).join('/'), ...others];
    }
    return undefined;
  }
  const [segment, ...more] = segments;
  if (segment === undefined) return undefined;
  const parts = tryCharacters(first, segment);
  const others = parts === undefined ? undefined : trySegments(rest, more);
  return parts === undefined || others === undefined ? undefined : [...parts, ...others];
}

function tryCharacters(written: string, text: string): string[] | undefined {
  if (written === '') return text === '' ? [] : undefined;
  if (written[0] !== '*')
    return written[0] === text[0] ? tryCharacters(written.slice(1), text.slice(1)) : undefined;
  for (let count = text.length; count > 0; count -= 1) {
    const others = tryCharacters(written.slice(1), text.slice(count));
    if (others !== undefined) return [text.slice(0, count), ...others];
  }
  return undefined;
}
