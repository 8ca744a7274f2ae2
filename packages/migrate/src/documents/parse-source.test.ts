import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../core/test/matrix.js';
import { parseSource } from './parse-source.js';
import { concrete, nodeAt, plainValue, type SourceDocument, type SourceNode } from './source-node.js';

function read(text: string, file = 'template.yaml'): SourceDocument {
  const reading = parseSource(file, text);
  if (reading.kind === 'refused') throw new Error(reading.problem.message);
  return reading.document;
}

function refusal(text: string): string {
  const reading = parseSource('template.yaml', text);
  if (reading.kind === 'read') throw new Error('it was read');
  const { line, column, message } = reading.problem;
  return `${line}:${column} ${message}`;
}

/** The text of a node: with its tag and anchor, then only the value. */
function texts(document: SourceDocument, ...keys: string[]): readonly [string, string] {
  const node = nodeAt(document.root, ...keys);
  if (node === undefined) throw new Error(`no ${keys.join('.')}`);
  const { start, span } = node;
  return [document.text.slice(start, span.end), document.text.slice(span.start, span.end)];
}

describe('parseSource', () => {
  test.each([
    ['a plain text', 'a: go1.x # c\n', 'go1.x', 'go1.x'],
    ['a quoted text', "a: 'go1.x'\n", "'go1.x'", "'go1.x'"],
    ['a tagged text', 'a: !Ref Runtime\n', '!Ref Runtime', 'Runtime'],
    ['an anchor', 'a: &rt go1.x\n', '&rt go1.x', 'go1.x'],
    ['an anchor, then a tag', 'a: &rt !Ref R\n', '&rt !Ref R', 'R'],
    ['a tag, then an anchor', 'a: !Ref &rt R\n', '!Ref &rt R', 'R'],
    ["YAML's own tags", 'a: !!str 12\n', '!!str 12', '12'],
    ['a tag above its list', 'a: !If\n  - c\n  - d\n', '!If\n  - c\n  - d\n', '- c\n  - d\n'],
    ['a comment after the tag', 'a: !If # !If\n  - c\n', '!If # !If\n  - c\n', '- c\n'],
    [
      'comments below the tag',
      'a: &x !If\n  # b\n\n  # c\n  - c\n',
      '&x !If\n  # b\n\n  # c\n  - c\n',
      '- c\n',
    ],
    ['Windows line endings', 'a: !If\r\n  - c\r\n', '!If\r\n  - c\r\n', '- c\r\n'],
    ['a tag without a value', 'a: !Ref\n', '!Ref', ''],
    ['a block scalar', 'a: !Sub |\n  x\n', '!Sub |\n  x\n', '|\n  x\n'],
    ['a flow map', '{a: !Sub {b: c}}', '!Sub {b: c}', '{b: c}'],
    ['no value', 'a:\nb: c\n', '', ''],
    ['a text after a byte order mark', '\uFEFFa: !Ref b\n', '!Ref b', 'b'],
    ['a character outside the BMP', 'é: "😀"\na: b\n', 'b', 'b'],
  ])('knows the offsets of %s', (_, text, whole, value) => {
    expect(texts(read(text), 'a')).toEqual([whole, value]);
  });

  test.each([
    ['numbers as written', 'a: 1.10', 'a', 1.1, '1.10'],
    ['dates as strings', 'a: 2010-09-09', 'a', '2010-09-09', '2010-09-09'],
    ['yes and on as strings', '%YAML 1.1\n---\na: yes', 'a', 'yes', 'yes'],
    ['truth values', 'a: true', 'a', true, 'true'],
    ['~ is nothing', 'a: ~', 'a', null, ''],
    ['timestamps are not converted', 'a: !!timestamp 2020-01-01', 'a', '2020-01-01', '2020-01-01'],
    ['escapes of JSON', '{"a": "\\ud83d\\ude00\\/"}', 'a', '😀/', '😀/'],
    ['an empty key', ': x', '', 'x', 'x'],
  ])('%s', (_, text, key, value, written) => {
    expect(nodeAt(read(text).root, key)).toMatchObject({ kind: 'scalar', value, text: written });
  });

  test.each([
    ['template.yaml', 'a: 1', 'yaml'],
    ['template.yaml', '{"a": 1}', 'json'],
    ['template.template', '\uFEFF\n{"a": 1}', 'json'],
    ['template.json', 'a: 1', 'json'],
  ])('reads %s: %j as %s', (file, text, format) => {
    expect(read(text, file).format).toBe(format);
  });

  test('reads JSON that is indented with tabs', () => {
    expect(plainValue(read('{\n\t"a": {\n\t\t"b": [1,\n\t2]\n\t}\n}\n').root)).toEqual({ a: { b: [1, 2] } });
  });

  test('knows how most lines end', () => {
    expect(read('a: 1\r\nb: 2\r\nc: 3\n').lineEnd).toBe('\r\n');
    expect(read('a: 1\r\nb: 2\nc: 3\n').lineEnd).toBe('\n');
  });

  test('resolves an alias to the last anchor before it', () => {
    const { root } = read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n');
    expect(plainValue(root)).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  test('keeps maps and sets with tags of YAML 1.1 as written', () => {
    expect(plainValue(read('a: !!omap [x: 1]\nb: !!pairs [y: 2]\nc: !!set {z}\n').root)).toEqual({
      a: [{ x: 1 }],
      b: [{ y: 2 }],
      c: { z: null },
    });
    expect(plainValue(read('%YAML 1.1\n---\na: &a {x: 1}\nb:\n  <<: *a\n').root)).toMatchObject({
      b: { x: 1 },
    });
  });

  test.each(['---\na: 1\n', 'a: 1\n---\n', 'a: 1\n...\n', '# c\n---\na: 1\n---\n# d\n'])(
    'reads the single document of %j',
    (text) => {
      expect(plainValue(read(text).root)).toEqual({ a: 1 });
    },
  );

  test.each([
    ['nothing', '', '1:1 the file is empty'],
    ['only comments', '# a\n', '1:1 the file is empty'],
    ['an empty document', '---\n', '1:1 the file is empty'],
    ['a second document', 'a: 1\n---\nb: 2\n', '2:1 expected a single document, found a second one'],
    ['tabs', 'a:\n\tb: 1\n', '2:1 Tabs are not allowed as indentation'],
    ['an alias without an anchor', 'a: *b\n', '1:4 anchor `b` not found'],
    ['an alias before its anchor', 'a: *b\nc: &b 1\n', '1:4 anchor `b` not found'],
    ['a list for a key', '? [a]\n: b\n', '1:3 expected a scalar key'],
    ['an alias for a key', 'a: &b c\n*b : d\n', '2:1 expected a scalar key'],
    ['an alias of its own parent', 'a: &a\n  b: *a\n', '2:6 values are nested more than 100 levels deep'],
  ])('refuses %s', (_, text, problem) => {
    expect(refusal(text)).toBe(problem);
  });

  // Without an early depth check, these texts would end the process.
  test.each([
    ['brackets', '['.repeat(200_000)],
    ['dashes', `${'- '.repeat(50_000)}x`],
    ['maps', '{a: '.repeat(50_000)],
    ['keys', '? '.repeat(50_000)],
    ['lines', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('refuses %s that are nested too deeply', (_, text) => {
    expect(refusal(text)).toContain('values are nested more than 100 levels deep');
  });

  test('reads nesting up to the limit', () => {
    expect(read(`${'['.repeat(99)}${']'.repeat(99)}`).root.kind).toBe('list');
  });

  test('refuses aliases that multiply', () => {
    const names = [...'abcdefghij'];
    const bomb = names.map((name, index) => {
      const item = index === 0 ? 'x' : `*${names[index - 1]}`;
      return `${name}: &${name} [${Array(9).fill(item).join(', ')}]`;
    });
    expect(refusal(bomb.join('\n'))).toContain('aliases expand to too many nodes');
  });

  test('reads many aliases quickly', () => {
    const { root } = read(`a: &a 1\nb:\n${'- *a\n'.repeat(20_000)}`);
    expect(nodeAt(root, 'b')).toMatchObject({ items: { length: 20_000 } });
  }, 20_000);

  const piece = fc.constantFrom(
    ...[
      'a',
      'Ref',
      ':',
      ': ',
      '- ',
      '\n',
      '\r\n',
      '  ',
      '\t',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '!',
      '!Sub',
      '&a',
    ],
    ...[
      '*a',
      '#',
      ' # ',
      '|',
      '>-',
      '? ',
      '<<',
      '---',
      '...',
      '%YAML 1.1\n',
      '!!set',
      '!!omap ',
      '\uFEFF',
      '\0',
      '😀',
    ],
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  );

  test('never throws, and all offsets are inside the text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const reading = parseSource('a.yaml', text);
        if (reading.kind === 'read') checkPlaces(reading.document.root, text);
        else expect(reading.problem).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
      }),
      { numRuns: runs(200, 2_000) },
    );
  });
});

function checkPlaces(node: SourceNode, text: string): void {
  const { start, span } = node;
  expect(start).toBeGreaterThanOrEqual(0);
  expect(start).toBeLessThanOrEqual(span.start);
  expect(span.start).toBeLessThanOrEqual(span.end);
  expect(span.end).toBeLessThanOrEqual(text.length);
  const target = concrete(node);
  if (target.kind === 'list') for (const item of target.items) checkPlaces(item, text);
  if (target.kind === 'map') {
    for (const { key, value } of target.pairs) {
      checkPlaces(key, text);
      checkPlaces(value, text);
    }
  }
}
