import { describe, expect, test } from 'vitest';
import { buildConstraintIn, type Holds } from './build-constraint.js';

/** Whether a constraint holds with these tags; other tags are unknown if they start with `u`. */
function holds(header: string, ...tags: readonly string[]): Holds | undefined {
  return buildConstraintIn(header)?.holds((tag) =>
    tags.includes(tag) ? true : tag.startsWith('u') ? null : false,
  );
}

describe('a //go:build line', () => {
  test.each<readonly [string, readonly string[], Holds]>([
    ['linux', ['linux'], true],
    ['linux', [], false],
    ['!linux', [], true],
    ['a && b', ['a'], false],
    ['a || b', ['b'], true],
    ['a || b && c', ['a'], true],
    ['(a || b) && c', ['a'], false],
    ['!(a || b)', ['b'], false],
    ['!!a', ['a'], true],
    ['go1.21 && äb', ['go1.21', 'äb'], true],
    ['a // a comment', ['a'], true],
    // Unknown tags count only if they matter.
    ['u', [], null],
    ['!u', [], null],
    ['u && a', [], false],
    ['u || a', ['a'], true],
    ['u && a', ['a'], null],
  ])('%s with %j: %s', (text, tags, expected) => {
    expect(holds(`// A comment.\n\n//go:build ${text}\n`, ...tags)).toBe(expected);
  });

  test('has its tags, without operators', () => {
    expect(buildConstraintIn('//go:build (a || !b.c) && go1.21\n')).toMatchObject({
      line: '//go:build (a || !b.c) && go1.21',
      tags: ['a', 'b.c', 'go1.21'],
    });
  });

  test('takes precedence over the older form', () => {
    expect(holds('//go:build a\n// +build b\n', 'b')).toBe(false);
  });
});

describe('// +build lines', () => {
  test.each<readonly [string, readonly string[], Holds]>([
    ['// +build a b\n', ['b'], true],
    ['// +build a,b\n', ['b'], false],
    ['// +build a,!b c\n', ['a'], true],
    ['// +build a\n// +build b\n', ['a'], false],
    ['// +build a\n// +build b\n', ['a', 'b'], true],
  ])('%j with %j: %s', (header, tags, expected) => {
    expect(holds(header, ...tags)).toBe(expected);
  });
});

test('a header without a constraint, or with more words than any file has, has none', () => {
  expect(buildConstraintIn('// A comment about +build a\n')).toBeUndefined();
  expect(buildConstraintIn(`//go:build ${'('.repeat(10_000)}a`)).toBeUndefined();
});

test('an unfinished expression is unknown instead of failing', () => {
  expect(holds('//go:build a &&\n', 'a')).toBeNull();
});
