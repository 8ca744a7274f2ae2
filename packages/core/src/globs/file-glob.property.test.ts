import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../test/matrix.js';
import { compileFileGlob, fileGlobBase, GlobProblem, matchesFileGlob } from './file-glob.js';

const matches = (pattern: string, path: string): boolean => matchesFileGlob(compileFileGlob(pattern), path);

/** A pattern and an equivalent regular expression that backtracks. */
interface Written {
  readonly glob: string;
  readonly expression: string;
}

const atom: fc.Arbitrary<Written> = fc.constantFrom(
  { glob: '*', expression: '[^/]*' },
  { glob: '?', expression: '[^/]' },
  { glob: 'a', expression: 'a' },
  { glob: '.', expression: '\\.' },
  { glob: '(', expression: '\\(' },
  { glob: '[ab]', expression: '[ab]' },
  { glob: '[!a]', expression: '[^a/]' },
  { glob: '[a-b]', expression: '[ab]' },
);
const joined = (separator: string, parts: readonly Written[]): Written => ({
  glob: parts.map(({ glob }) => glob).join(separator),
  expression: parts.map(({ expression }) => expression).join(separator),
});
const plain = fc.array(atom, { minLength: 1, maxLength: 3 }).map((parts) => joined('', parts));
const choice = fc.array(plain, { minLength: 2, maxLength: 3 }).map((parts) => ({
  glob: `{${parts.map(({ glob }) => glob).join(',')}}`,
  expression: `(?:${parts.map(({ expression }) => expression).join('|')})`,
}));
const segment = fc
  .array(fc.oneof(atom, choice), { minLength: 1, maxLength: 4 })
  .map((parts) => joined('', parts))
  // Refused syntax, and items that have a different meaning when joined.
  .filter(({ glob }) => !/[?*]\(|\*\*/.test(glob));
const any = { glob: '**/', expression: '(?:[^/]+/)*' };
const pattern = fc
  .tuple(fc.boolean(), fc.array(segment, { minLength: 1, maxLength: 3 }), fc.boolean(), segment)
  .map(([begins, first, middle, last]) =>
    joined('', [
      ...(begins ? [any] : []),
      ...first.flatMap((each) => [each, { glob: '/', expression: '/' }]),
      ...(middle ? [any] : []),
      last,
    ]),
  );
const path = fc
  .array(fc.array(fc.constantFrom('a', 'b', '.', '(', '[', '{', ','), { minLength: 1, maxLength: 5 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((segments) => segments.map((characters) => characters.join('')).join('/'));

test('a glob matches the same paths as the equivalent regular expression', () => {
  fc.assert(
    fc.property(pattern, path, ({ glob, expression }, tried) => {
      expect([glob, tried, matches(glob, tried)]).toEqual([
        glob,
        tried,
        new RegExp(`^${expression}$`).test(tried),
      ]);
    }),
    { numRuns: runs(1_500, 10_000) },
  );
});

test.each([
  ['web/**', 'web/a/b', true],
  ['web/**', 'other/a', false],
  ['web/**/*.css', 'web/a.css', true],
  ['web/*.{css,html}', 'web/index.html', true],
  ['web/{css/**,js/**/*.js}', 'web/css/a/b', true],
  ['web/{css/**,js/**/*.js}', 'web/js/a.js', true],
  ['web/{a,b{c,d}}/x', 'web/bd/x', true],
  ['web/a**b', 'web/a/b', false],
  ['web/*', 'web/.hidden', true],
  ['web/(group)/page.html', 'web/(group)/page.html', true],
  ['web/[*].txt', 'web/*.txt', true],
  ['web/[]a].txt', 'web/].txt', true],
  ['web/{a}', 'web/{a}', true],
  ['web/a[b', 'web/a[b', true],
  ['web/[{]a,b}', 'web/{a,b}', true],
  ['web/a?c', 'web/a/c', false],
  ['web/??.txt', 'web/\u{1f600}x.txt', true],
])('%s and %s: %s', (glob, tried, expected) => {
  expect(matches(glob, tried)).toBe(expected);
});

test('a search starts at the segments before the first pattern', () => {
  expect(fileGlobBase('web/dist/{a/b,c}/**')).toBe('web/dist');
  expect(fileGlobBase('*.txt')).toBe('');
});

test.each(['web/+(a|b)', 'web/!(a)', 'web/@(a)', `web/${'*'.repeat(5000)}`])('refuses %.20s', (glob) => {
  expect(() => compileFileGlob(glob)).toThrow(GlobProblem);
});

test.each([
  `${'*a'.repeat(1000)}*b`,
  `${'{a,aa}'.repeat(600)}b`,
  `${'{,a}'.repeat(1000)}b`,
  `${'{'.repeat(1300)}${',a}'.repeat(900)}`,
  `${'**/'.repeat(1000)}b`,
  `((a+)+)+b`,
])('a hostile glob takes at most its length times that of the path: %.20s', (glob) => {
  // A matcher that backtracks would not finish.
  expect(matches(glob, 'a'.repeat(255))).toBe(false);
  expect(matches(glob, 'a/'.repeat(127))).toBe(false);
});
