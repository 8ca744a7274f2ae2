import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../test/matrix.js';
import { fillWildcards, matchWildcards } from '../globs/wildcards.js';
import { joinFlags } from '../go/build-arguments.js';
import { splitFlags } from './flags.js';
import { readManifest } from './read-manifest.js';
import { expandVariables } from './variables.js';

const word = fc.constantFrom(
  'handlers',
  'archives',
  'files',
  'go',
  'ldflags',
  'env',
  'package',
  'bin/a',
  'bin/*',
  './cmd/*',
  '${V}',
  'variables',
  'layout',
  'per-handler',
  '../x',
  'bootstrap',
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    word,
    fc.constantFrom(null, true, 3, ''),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(word, tie('tree'), { maxKeys: 4 }),
  ),
}));

describe('readManifest', () => {
  test('never throws, and every finding is located inside the text', async () => {
    const texts = fc.oneof(
      tree.map((value) => ({ file: 'a.json', text: JSON.stringify(value, null, 1) })),
      tree.map((value) => ({ file: 'a.yaml', text: JSON.stringify(value, null, 1) })),
      fc.string({ maxLength: 60 }).map((text) => ({ file: 'a.json', text })),
      fc.string({ maxLength: 60 }).map((text) => ({ file: 'a.yaml', text })),
    );
    await fc.assert(
      fc.asyncProperty(texts, async ({ file, text }) => {
        const { diagnostics } = await readManifest(text, { file });
        const lines = text.split('\n');
        for (const { location, message, help } of diagnostics) {
          expect(message).not.toBe('');
          expect(help).not.toBe('');
          expect(location.line).toBeGreaterThan(0);
          expect(location.line).toBeLessThanOrEqual(lines.length);
          expect(location.column).toBeGreaterThan(0);
        }
      }),
      { numRuns: runs(300, 1500) },
    );
  });

  test('returns a manifest without errors only if every archive has a handler', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async (value) => {
        const { manifest, diagnostics } = await readManifest(JSON.stringify(value));
        if (diagnostics.some(({ severity }) => severity === 'error')) return;
        expect(manifest.archives.length).toBeGreaterThan(0);
        for (const { handlers } of manifest.archives) expect(handlers.length).toBeGreaterThan(0);
      }),
      { numRuns: runs(300, 1500) },
    );
  });
});

describe('flags', () => {
  const flag = fc
    .string({ minLength: 0, maxLength: 12 })
    .filter((text) => !(text.includes("'") && text.includes('"')));

  test('that are joined are split into the same flags', () => {
    fc.assert(
      fc.property(fc.array(flag), (flags) => {
        expect(splitFlags(joinFlags(flags))).toEqual({ kind: 'flags', flags });
      }),
    );
  });
});

describe('variables', () => {
  test('insert their value unchanged', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-z ]*$/), (value, around) => {
        const expansion = expandVariables(`${around}\${V}${around}`, { V: value });
        expect(expansion).toEqual({ kind: 'text', text: `${around}${value}${around}` });
      }),
    );
  });
});

describe('wildcards', () => {
  const segment = fc.stringMatching(/^[a-z0-9.+-]{1,5}$/);
  const part = fc.oneof(
    segment,
    fc.constant('*'),
    fc.constant('**'),
    segment.map((text) => `${text}*`),
  );
  const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join('/'));

  test('matches of a pattern fill the pattern to the same path', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), path, (parts, text) => {
        const pattern = parts.join('/');
        const matched = matchWildcards(pattern, text);
        if (matched !== undefined) expect(fillWildcards(pattern, matched)).toBe(text);
      }),
      { numRuns: runs(1000, 3000) },
    );
  });

  test.each([
    ['cmd/*', 'cmd/a', ['a']],
    ['cmd/*', 'cmd/a/b', undefined],
    ['cmd/*', 'cmd', undefined],
    ['cmd/**', 'cmd', ['']],
    ['cmd/**', 'cmd/a/b', ['a/b']],
    ['**/lambda', 'lambda', ['']],
    ['**/lambda', 'a/b/lambda', ['a/b']],
    ['**/lambda', 'a/blambda', undefined],
    ['svc/*/cmd/**', 'svc/x/cmd/y/z', ['x', 'y/z']],
    ['api-*', 'api-list', ['list']],
    ['a.c/*', 'abc/x', undefined],
    ['**', 'a/b', ['a/b']],
    ['../x/*', '../x/y', ['y']],
  ])('%s against %s', (pattern, text, expected) => {
    expect(matchWildcards(pattern, text)).toEqual(expected);
  });
});
