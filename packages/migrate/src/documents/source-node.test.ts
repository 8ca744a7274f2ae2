import { describe, expect, test } from 'vitest';
import { parseSource } from './parse-source.js';
import { allPairs, concrete, type MapNode, nodeAt, ownPair, pairOf, plainValue } from './source-node.js';

function map(text: string): MapNode {
  const reading = parseSource('template.yaml', text);
  if (reading.kind === 'refused' || reading.document.root.kind !== 'map') throw new Error('no map');
  return reading.document.root;
}

const merged = `
base: &base
  runtime: go1.x
  memory: 128
other: &other
  memory: 256
  timeout: 3
one:
  <<: *base
  handler: a
several:
  handler: d
  <<: [*other, *base]
chain: &chain
  <<: *base
  handler: b
end:
  <<: *chain
odd:
  <<: text
  handler: c
`;

describe('pairs of a map', () => {
  test.each([
    ['own ones', 'one', { runtime: 'go1.x', memory: 128, handler: 'a' }],
    [
      'own pairs before merged ones, earlier maps before later ones',
      'several',
      { handler: 'd', memory: 256, timeout: 3, runtime: 'go1.x' },
    ],
    ['merged ones of merged ones', 'end', { runtime: 'go1.x', memory: 128, handler: 'b' }],
    ['nothing from a merged string', 'odd', { handler: 'c' }],
  ])('are %s', (_, name, value) => {
    const node = nodeAt(map(merged), name);
    if (node?.kind !== 'map') throw new Error('no map');
    expect(plainValue(node)).toEqual(value);
    for (const [key, expected] of Object.entries(value)) {
      const pair = pairOf(node, key);
      expect(pair === undefined ? undefined : plainValue(pair.value)).toBe(expected);
    }
    expect(allPairs(node).map(({ key }) => key.text)).not.toContain('<<');
  });

  test('that are in the map itself do not include those merged through <<', () => {
    const node = nodeAt(map(merged), 'one');
    if (node?.kind !== 'map') throw new Error('no map');
    expect(ownPair(node, 'runtime')).toBeUndefined();
    expect(ownPair(node, 'handler')).toBeDefined();
  });

  test('are the last ones if a key is duplicated', () => {
    const node = map('a: 1\nb: 2\na: 3\n');
    expect(plainValue(node)).toEqual({ a: 3, b: 2 });
    expect(ownPair(node, 'a')?.value).toMatchObject({ text: '3' });
  });

  test('may be named like properties of objects', () => {
    const node = map('__proto__: 1\nconstructor: 2\n');
    expect(nodeAt(node, 'toString')).toBeUndefined();
    expect(Object.keys(plainValue(node) as object)).toEqual(['__proto__', 'constructor']);
  });
});

describe('nodeAt', () => {
  test('follows aliases to the node with the anchor', () => {
    const text = 'a: &x {b: go1.x}\nc: *x\n';
    const node = nodeAt(map(text), 'c', 'b');
    expect(node?.span).toEqual({ start: text.indexOf('go1.x'), end: text.indexOf('}') });
  });

  test('finds nothing in strings, lists and undefined', () => {
    const node = map('a: b\nc: [d]\ne:\n');
    for (const key of ['a', 'c', 'e', 'f']) expect(nodeAt(node, key, 'x'), key).toBeUndefined();
    expect(nodeAt(undefined, 'a')).toBeUndefined();
    expect(nodeAt(node)).toBe(concrete(node));
  });
});
