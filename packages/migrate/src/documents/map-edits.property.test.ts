import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MapChange } from './map-change.js';
import { editMap } from './map-edits.js';
import { parseSource } from './parse-source.js';
import { nodeAt, plainValue, type SourceDocument } from './source-node.js';
import { applyEdits } from './text-edit.js';

// A map `f` between two others, written in some style, and changes to it: reading it again must give the result of the
// changes, and the other maps, with all comments above remaining lines, must be unchanged.

interface Written {
  readonly text: string;
  readonly keys: readonly string[];
}

const scalars = ['x', '"q"', "'s'", '12', '[a, b]', '{ m: 1 }', '!Ref R'] as const;
const nested = ['- one # item\n- two', 'm: 1\nn:\n  - 2', '|-\n  text\n\n  more', '>\n  folded'] as const;

const pairs = fc.uniqueArray(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    value: fc.constantFrom(...scalars),
    block: fc.option(fc.constantFrom(...nested), { freq: 3 }),
    comment: fc.boolean(),
    above: fc.boolean(),
  }),
  { selector: ({ key }) => key, minLength: 1 },
);

const written: fc.Arbitrary<Written> = fc
  .record({
    pairs,
    style: fc.constantFrom('block', 'dash', 'flow', 'lines', 'json'),
    indent: fc.constantFrom('  ', '    '),
    windows: fc.boolean(),
    open: fc.boolean(),
    trailing: fc.boolean(),
  })
  .map(({ pairs: all, style, indent, windows, open, trailing }) => {
    const lines = all.flatMap(({ key, value, block, comment, above }) => {
      const note = comment ? ' # after' : '';
      const inner =
        block === null ? [] : block.split('\n').map((line) => (line === '' ? '' : `${indent}${line}`));
      const isScalar = block?.startsWith('|') || block?.startsWith('>');
      const [head = '', ...rest] = isScalar ? inner : ['', ...inner];
      const own =
        block === null ? `${key}: ${value}${note}` : `${key}:${isScalar ? ` ${head.trim()}` : note}`;
      return [...(above ? [`# above ${key}`] : []), own, ...rest];
    });
    const indented = lines.map((line) => (line === '' ? '' : `${indent}${line}`));
    const flat = all.map(({ key, value }) => `${key}: ${value}`);
    const json = all.map(({ key }) => `"${key}": {"v": ["${key}", 1]}`);
    const end = trailing && style !== 'json' ? ',' : '';
    const first = lines.findIndex((line) => !line.startsWith('#'));
    const dashed = lines
      .slice(first)
      .map((line, index) => (line === '' ? '' : `${index === 0 ? '  - ' : '    '}${line}`));
    const bodies = {
      block: ['before: 1', 'f:', ...indented, ...(open ? [] : ['after: 2'])],
      dash: ['before: 1', 'g:', ...dashed, ...(open ? [] : ['after: 2'])],
      flow: ['before: 1', `f: { ${flat.join(', ')}${end} } # f`, 'after: 2'],
      lines: [
        'before: 1',
        'f: {',
        ...all.map(({ comment }, index) => {
          const comma = index < all.length - 1 ? ',' : end;
          return `${indent}${flat[index]}${comma}${comment ? ' # after' : ''}`;
        }),
        '}',
        'after: 2',
      ],
      json: ['{', '"before": 1,', '"f": {', json.map((pair) => `\t${pair}`).join(',\n'), '}', '}'],
    };
    const text = bodies[style].join('\n') + (open ? '' : '\n');
    return { text: windows ? text.replaceAll('\n', '\r\n') : text, keys: all.map(({ key }) => key) };
  });

const changes = fc.record({
  removed: fc.subarray(['a', 'b', 'c', 'd']),
  replaced: fc.subarray(['a', 'b', 'c', 'd']),
  inserted: fc.array(
    fc.record({ after: fc.constantFrom('a', 'b', 'z'), before: fc.constantFrom('c', 'd', 'z') }),
    {
      maxLength: 3,
    },
  ),
});

function read(text: string): SourceDocument {
  const reading = parseSource('x.yaml', text);
  if (reading.kind === 'refused') throw new Error(`${reading.problem.message}\n${text}`);
  return reading.document;
}

function entries(document: SourceDocument) {
  const root = plainValue(document.root) as Record<string, unknown>;
  const map = mapOf(document);
  const { f, g, ...others } = root;
  return { own: new Map(map.pairs.map(({ key, value }) => [key.text, plainValue(value)])), others };
}

function mapOf(document: SourceDocument) {
  const list = nodeAt(document.root, 'g');
  const map = list?.kind === 'list' ? list.items[0] : nodeAt(document.root, 'f');
  if (map?.kind !== 'map') throw new Error('no map');
  return map;
}

test('changes to a map have the given result, and nothing else changes', () => {
  fc.assert(
    fc.property(written, changes, ({ text, keys }, { removed, replaced, inserted }) => {
      const document = read(text);
      const gone = removed.filter((key) => keys.includes(key));
      const others = replaced.filter((key) => keys.includes(key) && !gone.includes(key));
      const all: MapChange[] = [
        ...gone.map((key) => ({ kind: 'remove' as const, key })),
        ...others.map((key) => ({ kind: 'replace' as const, key, value: ['new'] })),
        ...inserted.map((place, index) => ({ kind: 'insert' as const, key: `i${index}`, value: 'v', place })),
      ];
      const edited = applyEdits(text, editMap(document, mapOf(document), all));
      const before = entries(document);
      const after = entries(read(edited));
      const expected = new Map([...before.own].filter(([key]) => !gone.includes(key)));
      for (const key of others) expected.set(key, ['new']);
      for (const index of inserted.keys()) expected.set(`i${index}`, 'v');
      expect(Object.fromEntries(after.own), edited).toEqual(Object.fromEntries(expected));
      expect(after.others, edited).toEqual(before.others);
      const kept = (source: string): number => source.match(/# above/g)?.length ?? 0;
      if (expected.size > 0) expect(kept(edited), edited).toBe(kept(text));
      expect(/\r/.test(edited), edited).toBe(/\r/.test(text) && /\n/.test(edited));
      expect(/(?<!\r)\n/.test(edited) && /\r/.test(edited), edited).toBe(false);
      expect(edited.endsWith('\n'), edited).toBe(text.endsWith('\n'));
    }),
    { numRuns: 200 },
  );
});
