import { describe, expect, test } from 'vitest';
import { madeStatement } from '../../test/made-statement.js';
import { readStatement } from './read-statement.js';

const { statement } = madeStatement();

/** The reason why provenance with a different value at a path is malformed; undefined if it is not. */
function reasonWith(path: string, value: unknown): string | undefined {
  const changed = JSON.parse(JSON.stringify(statement)) as object;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<object>((place, key) => Reflect.get(place, key) as object, changed);
  Reflect.set(parent, last, value);
  const reading = readStatement(JSON.stringify(changed));
  return reading.kind === 'malformed' ? reading.reason : undefined;
}

const definition = 'predicate.buildDefinition';

test('reads what was written', () => {
  expect(readStatement(JSON.stringify(statement))).toEqual({ kind: 'statement', statement });
});

test('ignores unknown keys, so that later versions can add some', () => {
  expect(reasonWith('more', 1)).toBeUndefined();
  expect(reasonWith(`${definition}.internalParameters.more`, 1)).toBeUndefined();
  expect(reasonWith('predicate.runDetails.metadata', {})).toBeUndefined();
});

describe('the reason names the place of', () => {
  test.each([
    ['an unknown statement type', '_type', 'x'],
    ['an unknown predicate', 'predicateType', 'https://slsa.dev/provenance/v0.2'],
    ['a build by a different tool', `${definition}.buildType`, 'urn:other'],
    ['a missing subject', 'subject', []],
    ['a digest that is not text', 'subject.0.digest.sha256', 1],
    ['commands that are not a list', `${definition}.internalParameters.commands`, {}],
    ['a command without arguments', `${definition}.internalParameters.commands.0.argv`, undefined],
    ['a compression level that is text', `${definition}.internalParameters.compression`, '6'],
    ['a dependency without a name', `${definition}.resolvedDependencies.0.name`, undefined],
    ['a missing builder', 'predicate.runDetails.builder', undefined],
  ])('%s', (_, path, value) => {
    expect(reasonWith(path, value)).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}: \\S`));
  });
});

test.each(['--output=x', 'HEAD', 'a'.repeat(39), 'A'.repeat(40), 'a'.repeat(41), ''])(
  'the commit %j is not accepted, since git would read it as an option or resolve it',
  (commit) => {
    const path = `${definition}.resolvedDependencies.0.digest`;
    expect(reasonWith(path, { gitCommit: commit })).toBe(
      `${path}.gitCommit: expected 40 or 64 hexadecimal digits`,
    );
  },
);

test('commits of both lengths are accepted', () => {
  for (const length of [40, 64]) {
    const digest = { gitCommit: 'a1'.repeat(length / 2) };
    expect(reasonWith(`${definition}.resolvedDependencies.0.digest`, digest)).toBeUndefined();
  }
});

test.each([
  ['nothing', ''],
  ['text that is not JSON', '{ "a": '],
  ['a value that is not an object', '[]'],
  ['null', 'null'],
])('%s is malformed', (_, text) => {
  expect(readStatement(text)).toMatchObject({ kind: 'malformed', reason: expect.stringMatching(/\S/) });
});

test('the reason names the document if the document itself is wrong', () => {
  expect(readStatement('null')).toMatchObject({ reason: expect.stringMatching(/^the document: /) });
});
