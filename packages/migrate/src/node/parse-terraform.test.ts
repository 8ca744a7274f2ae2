import { expect, test } from 'vitest';
import type { SyntaxNode } from '../sources/terraform/parse-terraform.js';
import { nodeParseTerraform } from './parse-terraform.js';

const typesOf = (node: SyntaxNode): unknown[] => [node.type, ...node.children.map(typesOf)];

test('returns named nodes with offsets in UTF-16 units', async () => {
  const text = '# 😀\nruntime = "go1.x"\r\nother = 1\r\n';
  const root = await nodeParseTerraform(text);
  const body = root?.children.find(({ type }) => type === 'body');
  const attributes = body?.children.filter(({ type }) => type === 'attribute') ?? [];
  expect(attributes.map(({ start, end }) => text.slice(start, end))).toEqual([
    'runtime = "go1.x"',
    'other = 1',
  ]);
  expect(attributes.map(typesOf)[1]).toEqual([
    'attribute',
    ['identifier'],
    ['expression', ['literal_value', ['numeric_lit']]],
  ]);
});

test('marks syntax errors and continues after them', async () => {
  const root = await nodeParseTerraform('a {\n x = \n}\nb {}\n');
  expect(JSON.stringify(root)).toContain('"ERROR"');
  const blocks = root?.children[0]?.children.filter(({ type }) => type === 'block');
  expect(blocks).toHaveLength(2);
});

const length = 40_000;
test.each([
  ['brackets', '['.repeat(length)],
  ['interpolations', `a = "${'${"'.repeat(length)}`],
  ['blocks', 'a {\n'.repeat(length)],
  ['operators', `a = ${'!'.repeat(length)}b`],
  ['quotes', '"'.repeat(length)],
  ['heredocs', 'a = <<A\n'.repeat(length / 8)],
  ['NUL', '\0'.repeat(length)],
  ['half a surrogate pair', 'a = "\ud800"\n'],
  ['nothing', ''],
])('survives an endless %s', async (_, text) => {
  const root = await nodeParseTerraform(text);
  expect(root?.type).toMatch(/config_file|ERROR/);
  // Hand-written files are not nested deeper than this, and readers of the tree may recurse.
  const depthOf = (node: SyntaxNode): number => 1 + Math.max(0, ...node.children.slice(0, 50).map(depthOf));
  expect(root === undefined ? 0 : depthOf(root)).toBeLessThanOrEqual(100);
});

test('refuses input that is too large to be written by hand', async () => {
  expect(await nodeParseTerraform('#'.repeat(1024 * 1024 + 1))).toBeUndefined();
  expect(await nodeParseTerraform(`a = [${'b,'.repeat(300_000)}]`)).toBeUndefined();
});
