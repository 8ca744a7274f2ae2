import { expect, test } from 'vitest';
import { manifestSchema } from './schema.js';
import { type Locator, schemaFindings, valueAtPath } from './schema-findings.js';

const at: Locator = {
  keyAt: (path) => ({ file: `key ${path.join('.')}`, line: 1, column: 1 }),
  valueAt: (path) => ({ file: `value ${path.join('.')}`, line: 1, column: 1 }),
};

function findings(document: unknown) {
  const result = manifestSchema.safeParse(document);
  return schemaFindings(result.error?.issues ?? [], document, at).map(({ diagnostic, prune }) => {
    const { code, args, location } = diagnostic();
    return { code, args, place: location.file, prune: prune.join('.') };
  });
}

const handlers = { a: './a' };

test('an unknown key is reported with the keys of its object', () => {
  expect(findings({ handlers, go: { tag: ['x'] } })).toMatchObject([
    {
      code: 'manifest-unknown-key',
      args: { key: 'tag', likely: 'tags', known: expect.arrayContaining(['ldflags', 'tags']) },
      place: 'key go.tag',
      prune: 'go.tag',
    },
  ]);
});

test.each<readonly [string, object, object]>([
  ['a wrong type', { handlers, go: { strip: 'yes' } }, { expected: 'true or false', found: '"yes"' }],
  ['a misspelled value', { handlers, architecture: 'arm' }, { found: '"arm"', likely: 'arm64' }],
  ['a number beyond its limits', { handlers, compression: 12 }, { expected: 'at most 9', found: '12' }],
  ['an empty list', { handlers: { a: [] } }, { expected: 'a value that is not empty' }],
  [
    'a long value',
    { handlers, go: { strip: 'x'.repeat(99) } },
    { found: expect.stringMatching(/^"x{56}\.\.\.$/) },
  ],
])('%s: expected and found', (_, document, args) => {
  expect(findings(document)).toMatchObject([{ code: 'manifest-value-invalid', args }]);
});

test('a retired runtime is reported with its date', () => {
  expect(findings({ handlers, runtime: 'go1.x' })).toMatchObject([
    {
      code: 'manifest-runtime-unsupported',
      args: { found: '"go1.x"', retired: expect.stringMatching(/^\d{4}-/) },
    },
  ]);
  expect(findings({ handlers, runtime: 'nodejs22.x' })).toMatchObject([{ args: { retired: null } }]);
});

test('of several forms of a value, the problems of the intended one are reported', () => {
  expect(findings({ handlers: { a: { package: './a', runtimes: 'x' } } })).toMatchObject([
    { code: 'manifest-unknown-key', place: 'key handlers.a.runtimes' },
  ]);
  expect(findings({ handlers: { a: 7 } })).toMatchObject([
    { code: 'manifest-value-invalid', args: { found: '7' } },
  ]);
});

test('a path leads only through own keys', () => {
  const document = { a: [{ b: 1 }] };
  expect(valueAtPath(document, ['a', 0, 'b'])).toBe(1);
  expect(valueAtPath(document, ['a', 'length', 'x'])).toBeUndefined();
  expect(valueAtPath(document, ['constructor'])).toBeUndefined();
  expect(valueAtPath(document, [])).toBe(document);
});
