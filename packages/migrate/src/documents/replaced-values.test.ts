import { describe, expect, test } from 'vitest';
import { replaceScalar, replaceValue } from './map-edits.js';
import { parseSource } from './parse-source.js';
import { type MapNode, nodeAt, ownPair, plainValue, type SourceDocument } from './source-node.js';
import { applyEdits, type TextEdit } from './text-edit.js';

function read(text: string, file = 'a.yaml'): SourceDocument {
  const reading = parseSource(file, text);
  if (reading.kind === 'refused') throw new Error(reading.problem.message);
  return reading.document;
}

function mapIn(document: SourceDocument, path: readonly string[]): MapNode {
  const node = nodeAt(document.root, ...path);
  if (node?.kind !== 'map') throw new Error('no map');
  return node;
}

/** Applies edits, and checks that the result is still valid. */
function edited(document: SourceDocument, edits: readonly TextEdit[]): string {
  const text = applyEdits(document.text, edits);
  read(text, document.file);
  return text;
}

describe('a different value', () => {
  test.each([
    ['a: x # c\n', 'a: new # c\n'],
    ["a: 'x'\n", "a: 'it''s'\n", "it's"],
    ['a: "x"\n', 'a: "new"\n'],
    ['a: "x"\n', 'a: "tab\\t"\n', 'tab\t'],
    ['a: x\n', 'a: "#no"\n', '#no'],
    ['a: &anchor x\nb: *anchor\n', 'a: &anchor new\nb: *anchor\n'],
    ['a: >-\n  x\n\nb: 1\n', 'a: new\n\nb: 1\n'],
    ['{"a":"x"}', '{"a":"new"}'],
  ])('a replacement of the scalar of %j keeps its quotes: %j', (before, after, value = 'new') => {
    const document = read(before);
    const node = nodeAt(document.root, 'a');
    if (node?.kind !== 'scalar') throw new Error('no scalar');
    const text = edited(document, [replaceScalar(document, node, value)]);
    expect(text).toBe(after);
    expect(plainValue(read(text).root)).toMatchObject({ a: value });
  });

  test.each([
    ['an intrinsic', 'a: !Ref X # c\nb: 1\n', 'a: new # c\nb: 1\n'],
    ['an intrinsic in the long form', 'a:\n  Ref: X # c\nb: 1\n', 'a: new # c\nb: 1\n'],
    ['a list below its key', 'a: # why\n  - x # old\n  - y\nb: 1\n', 'a: new # why\nb: 1\n'],
    ['a value below its tag', 'a: !If\n  - C\n  - x\n  - y\nb: 1\n', 'a: new\nb: 1\n'],
    ['a list with an anchor, which stays', 'a: &l\n  - x\nb: *l\n', 'a: &l new\nb: *l\n'],
    ['an alias', 'b: &l x\na: *l # c\n', 'b: &l x\na: new # c\n'],
    ['nothing', 'a:\nb: 1\n', 'a: new\nb: 1\n'],
    ['nothing, with a comment', 'a: # todo\nb: 1\n', 'a: new # todo\nb: 1\n'],
    ['an aligned value', 'a:    x\n', 'a:    new\n'],
  ])('replaces %s', (_, before, after) => {
    const document = read(before);
    const pair = ownPair(mapIn(document, []), 'a');
    if (pair === undefined) throw new Error('no pair');
    expect(edited(document, replaceValue(document, pair, 'new'))).toBe(after);
  });
});
