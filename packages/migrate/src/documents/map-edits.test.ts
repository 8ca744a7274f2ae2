import { describe, expect, test } from 'vitest';
import type { MapChange } from './map-change.js';
import { editMap, insertPair, removePair } from './map-edits.js';
import type { NewValue } from './new-value.js';
import { parseSource } from './parse-source.js';
import { type MapNode, nodeAt, type SourceDocument } from './source-node.js';
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

interface Insertion {
  readonly title: string;
  readonly file?: string;
  readonly before: string;
  readonly after: string;
  readonly path?: readonly string[];
  readonly key?: string;
  readonly value?: NewValue;
  readonly place?: { readonly after?: string; readonly before?: string };
}

const insertions: readonly Insertion[] = [
  {
    title: 'a line after the line of the pair and its comment',
    before: 'f:\n  a: 1 # one\n  # about b\n  b: 2\n',
    after: 'f:\n  a: 1 # one\n  new: x\n  # about b\n  b: 2\n',
  },
  {
    title: 'a line after all lines of a nested value',
    before: 'f:\n    a:\n        - 1\n        - c: |\n            text\n\n    b: 2\n',
    after: 'f:\n    a:\n        - 1\n        - c: |\n            text\n    new: x\n\n    b: 2\n',
  },
  {
    title: 'a line in a file with CRLF',
    before: 'f:\r\n  a: 1\r\n  b: 2\r\n',
    after: 'f:\r\n  a: 1\r\n  new: x\r\n  b: 2\r\n',
  },
  {
    title: 'a last line in a file without a final line break',
    before: 'f:\n  a: 1',
    after: 'f:\n  a: 1\n  new: x',
  },
  { title: 'the same with CRLF', before: 'f:\r\n  a: 1', after: 'f:\r\n  a: 1\r\n  new: x' },
  {
    title: 'a line after the dash of a list',
    before: 'f:\n  - a: 1\n    b: 2\n',
    after: 'f:\n  - a: 1\n    new: x\n    b: 2\n',
    path: ['f', '0'],
  },
  {
    title: 'a line before a pair',
    before: 'f:\n  b: 2\n',
    after: 'f:\n  new: x\n  b: 2\n',
    place: { before: 'b' },
  },
  {
    title: 'a line after the last pair if no place is given',
    before: 'f:\n  b: 2\n  c: 3\nz: 1\n',
    after: 'f:\n  b: 2\n  c: 3\n  new: x\nz: 1\n',
    place: { after: 'nowhere' },
  },
  { title: 'inline in braces', before: 'f: { a: 1, b: 2 } # f\n', after: 'f: { a: 1, new: x, b: 2 } # f\n' },
  { title: 'inline before a trailing comma', before: 'f: {a: 1, }\n', after: 'f: {a: 1, new: x, }\n' },
  { title: 'into empty braces', before: 'f: {}\n', after: 'f: { new: x }\n' },
  {
    title: 'on a line of its own in braces with one pair per line, after a comment',
    before: 'f: {\n  a: 1, # one\n  b: 2\n}\n',
    after: 'f: {\n  a: 1, # one\n  new: x,\n  b: 2\n}\n',
  },
  {
    title: 'after the last pair in braces, with its own comma',
    before: 'f: {\n  a: 1 # one\n}\n',
    after: 'f: {\n  a: 1, # one\n  new: x\n}\n',
  },
  {
    title: 'a line of JSON indented by tabs',
    file: 'a.json',
    before: '{\n\t"f": {\n\t\t"a": 1,\n\t\t"b": 2\n\t}\n}',
    after: '{\n\t"f": {\n\t\t"a": 1,\n\t\t"new": "x",\n\t\t"b": 2\n\t}\n}',
  },
  {
    title: 'the last line of JSON, with CRLF',
    file: 'a.json',
    before: '{\r\n  "f": {\r\n    "a": 1\r\n  }\r\n}\r\n',
    after: '{\r\n  "f": {\r\n    "a": 1,\r\n    "new": "x"\r\n  }\r\n}\r\n',
  },
  {
    title: 'without spaces in tight JSON',
    file: 'a.json',
    before: '{"f":{"a":1}}',
    after: '{"f":{"a":1,"new":"x"}}',
  },
  {
    title: 'a list',
    before: 'f:\n  a: 1\n',
    after: 'f:\n  a: 1\n  new: [arm64]\n',
    value: ['arm64'],
  },
  {
    title: 'a list in JSON',
    file: 'a.json',
    before: '{"f": {"a": 1}}',
    after: '{"f": {"a": 1, "new": ["arm64"]}}',
    value: ['arm64'],
  },
  {
    title: "a map, with the file's own indentation",
    before: 'f:\n    a:\n        b: 1\n',
    after: 'f:\n    a:\n        b: 1\n    new:\n        artifact: dist/x.zip\n',
    value: { pairs: [['artifact', 'dist/x.zip']] },
  },
  {
    title: 'a map in braces',
    before: 'f: {a: 1}\n',
    after: 'f: {a: 1, new: { artifact: x.zip }}\n',
    value: { pairs: [['artifact', 'x.zip']] },
  },
  {
    title: 'quotes around what would not be a string',
    before: 'f:\n  a: 1\n',
    after: 'f:\n  a: 1\n  new: "1.10"\n',
    value: '1.10',
  },
  {
    title: 'quotes around a boolean of YAML 1.1',
    before: 'f:\n  a: 1\n',
    after: 'f:\n  a: 1\n  new: "on"\n',
    value: 'on',
  },
  {
    title: 'an empty line between sections of a file that separates them',
    before: 'a:\n  x: 1\n\nb: 2\n',
    after: 'a:\n  x: 1\n\nnew: x\n\nb: 2\n',
    path: [],
  },
];

describe('a new pair', () => {
  test.each(insertions)(
    'is $title',
    ({ file, before, after, path = ['f'], value = 'x', place = { after: 'a' } }) => {
      const document = read(before, file);
      const list = nodeAt(document.root, 'f');
      const map = list?.kind === 'list' ? list.items[0] : mapIn(document, path);
      if (map?.kind !== 'map') throw new Error('no map');
      expect(edited(document, insertPair(document, map, 'new', value, place))).toBe(after);
    },
  );
});

const removals: readonly {
  title: string;
  file?: string;
  before: string;
  after: string;
  keys?: readonly string[];
}[] = [
  {
    title: 'removes its lines and its comment, but not the comment above',
    before: 'f:\n  # about x\n  x: # here\n    - 1\n    - 2 # two\n  # about b\n  b: 2\n',
    after: 'f:\n  # about x\n  # about b\n  b: 2\n',
  },
  {
    title: 'removes the last line of a file without a final line break',
    before: 'f:\n  a: 1\n  x: 2',
    after: 'f:\n  a: 1',
  },
  {
    title: 'removes the last two lines of such a file with CRLF',
    before: 'f:\r\n  a: 1\r\n  x: 2\r\n  y: 3',
    after: 'f:\r\n  a: 1',
    keys: ['x', 'y'],
  },
  {
    title: 'removes a block scalar',
    before: 'f:\n  x: |\n    a\n\n    b\n\n  b: 2\n',
    after: 'f:\n\n  b: 2\n',
  },
  {
    title: 'leaves empty braces if it was the only one',
    before: 'f:\n  x: 1 # one\n',
    after: 'f:\n  {} # one\n',
  },
  { title: 'in braces removes its comma', before: 'f: { a: 1, x: 2, b: 3 }\n', after: 'f: { a: 1, b: 3 }\n' },
  { title: 'removes the first in braces', before: 'f: { x: 2, b: 3 }\n', after: 'f: { b: 3 }\n' },
  { title: 'removes the last in braces', before: 'f: { a: 1, x: 2 }\n', after: 'f: { a: 1 }\n' },
  {
    title: 'removes the last two in braces',
    before: 'f: { a: 1, x: 2, y: 3, }\n',
    after: 'f: { a: 1, }\n',
    keys: ['x', 'y'],
  },
  {
    title: 'removes the first two in braces',
    before: 'f: {x: 2, y: 3, a: 1}\n',
    after: 'f: {a: 1}\n',
    keys: ['x', 'y'],
  },
  { title: 'empties braces', before: 'f: { x: 2 }\n', after: 'f: {}\n' },
  {
    title: 'removes a line of JSON',
    file: 'a.json',
    before: '{\n\t"f": {\n\t\t"x": 1,\n\t\t"b": 2\n\t}\n}\n',
    after: '{\n\t"f": {\n\t\t"b": 2\n\t}\n}\n',
  },
  {
    title: 'removes the last lines of JSON, and the comma before them',
    file: 'a.json',
    before:
      '{\n  "f": {\n    "a": [\n      1\n    ],\n    "x": {\n      "c": 1\n    },\n    "y": 2\n  }\n}\n',
    after: '{\n  "f": {\n    "a": [\n      1\n    ]\n  }\n}\n',
    keys: ['x', 'y'],
  },
  {
    title: 'removes the last pair before a brace on the same line',
    file: 'a.json',
    before: '{"f": {\n  "a": 1,\n  "x": 2}}',
    after: '{"f": {\n  "a": 1}}',
  },
  {
    title: 'keeps a trailing comma in braces on several lines',
    before: 'f: {\n  a: 1, # one\n  x: 2, # two\n}\n',
    after: 'f: {\n  a: 1, # one\n}\n',
  },
];

describe('removing a pair', () => {
  test.each(removals)('$title', ({ file, before, after, keys = ['x'] }) => {
    const document = read(before, file);
    const changes: MapChange[] = keys.map((key) => ({ kind: 'remove', key }));
    expect(edited(document, editMap(document, mapIn(document, ['f']), changes))).toBe(after);
  });

  test('after the dash of a list moves the next one up', () => {
    const document = read('- x: 1\n  y: 2\n  b: 3\n- c: 1\n');
    const map = document.root.kind === 'list' ? document.root.items[0] : undefined;
    if (map?.kind !== 'map') throw new Error('no map');
    expect(edited(document, removePair(document, map, 'x'))).toBe('- y: 2\n  b: 3\n- c: 1\n');
    const both: MapChange[] = [
      { kind: 'remove', key: 'x' },
      { kind: 'remove', key: 'y' },
    ];
    expect(edited(document, editMap(document, map, both))).toBe('- b: 3\n- c: 1\n');
  });
});

describe('several changes to one map', () => {
  const changes: readonly MapChange[] = [
    { kind: 'insert', key: 'l', value: '1st', place: { after: 'x' } },
    { kind: 'remove', key: 'x' },
    { kind: 'insert', key: 'm', value: '2nd', place: { after: 'x' } },
    { kind: 'replace', key: 'b', value: ['c'] },
    { kind: 'insert', key: 'o', value: '3rd', place: { after: 'b' } },
  ];

  test.each([
    [
      'lines',
      'a.yaml',
      'f:\n  x:\n    - 1 # old\n  b: !Ref B # b\n',
      'f:\n  l: 1st\n  m: 2nd\n  b: [c] # b\n  o: 3rd\n',
    ],
    ['braces', 'a.yaml', 'f: {x: [1], b: !Ref B}\n', 'f: {l: 1st, m: 2nd, b: [c], o: 3rd}\n'],
    [
      'JSON',
      'a.json',
      '{"f": {\n  "x": 1,\n  "b": {\n    "Ref": "B"\n  }\n}}\n',
      '{"f": {\n  "l": "1st",\n  "m": "2nd",\n  "b": ["c"],\n  "o": "3rd"\n}}\n',
    ],
  ])('in %s are made together', (_, file, before, after) => {
    const document = read(before, file);
    expect(edited(document, editMap(document, mapIn(document, ['f']), changes))).toBe(after);
  });
});
