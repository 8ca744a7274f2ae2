import { expect, test } from 'vitest';
import { readManifest } from './read-manifest.js';
import { handlerProblem } from './rules.js';

const codesOf = async (manifest: object): Promise<string[]> =>
  (await readManifest(JSON.stringify(manifest))).diagnostics.map(({ code }) => code);
const handlers = { a: './a' };

test.each<readonly [string, object, readonly string[]]>([
  ['no handlers', {}, ['manifest-no-handlers']],
  ['an empty object of handlers', { handlers: {} }, ['manifest-no-handlers']],
  ['no archives', { archives: {} }, ['manifest-no-handlers']],
  ['an archive without handlers', { archives: { x: { handlers: {} } } }, ['manifest-no-handlers']],
  [
    'handlers next to archives',
    { name: 'n', handlers, archives: { x: { handlers } } },
    ['manifest-handlers-and-archives', 'manifest-handlers-and-archives'],
  ],
  ['a Handler that is not a path', { handlers: { '../a': './a' } }, ['handler-name-invalid']],
  ['a handler named bootstrap', { handlers: { bootstrap: './a' } }, ['handler-named-bootstrap']],
  [
    'a handler named bootstrap in its own archive',
    { layout: 'per-handler', handlers: { bootstrap: './a' } },
    [],
  ],
  ['a wildcard on only one side', { handlers: { 'bin/*': './a' } }, ['wildcard-mismatch']],
  ['a wildcard with a list of files', { handlers: { '*': ['./a.go'] } }, ['wildcard-mismatch']],
  ['a file with an invalid name', { handlers, files: { '/x': './x' } }, ['file-name-invalid']],
  ['a file with the path of a handler', { handlers, files: { A: './x' } }, ['path-collision']],
  ['a file named bootstrap', { handlers, files: { bootstrap: './x' } }, ['path-collision']],
  [
    'a file with the path of a handler in its own archive',
    { layout: 'per-handler', handlers, files: { a: './x' } },
    [],
  ],
])('%s', async (_, manifest, expected) => {
  expect(await codesOf(manifest)).toEqual(expected);
});

test('a Handler has at most 128 characters', () => {
  expect(handlerProblem('a'.repeat(128))).toBeUndefined();
  expect(handlerProblem('a'.repeat(129))).toContain('129');
});
