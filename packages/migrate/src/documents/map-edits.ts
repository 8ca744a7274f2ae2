import { editBlockMap } from './block-map-edits.js';
import { editFlowMap } from './flow-map-edits.js';
import type { MapChange, MapPlace } from './map-change.js';
import { isPlain, type NewValue, valueText } from './new-value.js';
import { colonEnd, contentEnd } from './pair-source.js';
import type { MapNode, Pair, ScalarNode, SourceDocument } from './source-node.js';
import type { TextEdit } from './text-edit.js';
import { lineEnd } from './text-lines.js';
import { styleIn } from './value-style.js';

/**
 * The edits for several changes to one map. Everything else stays the same, byte for byte. Insertions next to a removed
 * pair take its place; a map that loses all its pairs becomes `{}`.
 */
export function editMap(
  document: SourceDocument,
  map: MapNode,
  changes: readonly MapChange[],
): readonly TextEdit[] {
  const replaced = changes.flatMap((change) => {
    if (change.kind !== 'replace') return [];
    const pair = map.pairs.findLast(({ key }) => key.text === change.key);
    return pair === undefined
      ? []
      : replaceValue(document, pair, valueText(change.value, styleIn(document, map)));
  });
  const edits = [...replaced, ...(map.flow ? editFlowMap : editBlockMap)(document, map, changes)];
  return edits.filter(({ start, end, text }) => end > start || text !== '');
}

/** Adds a pair to a map. */
export function insertPair(
  document: SourceDocument,
  map: MapNode,
  key: string,
  value: NewValue,
  place: MapPlace = {},
): readonly TextEdit[] {
  return editMap(document, map, [{ kind: 'insert', key, value, place }]);
}

/** Removes the pair of a key; a comment on the line above stays. */
export function removePair(document: SourceDocument, map: MapNode, key: string): readonly TextEdit[] {
  return editMap(document, map, [{ kind: 'remove', key }]);
}

/** Writes a new value with the quotes of the old one; a plain value is only quoted if necessary. */
export function replaceScalar(document: SourceDocument, node: ScalarNode, value: string): TextEdit {
  const { start } = node.span;
  return { start, end: contentEnd(document.text, node), text: scalarSource() };

  function scalarSource(): string {
    if (node.style === 'single' && !/[\r\n]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
    if (node.style === 'double' || document.format === 'json') return JSON.stringify(value);
    // It may be inside brackets; text that is plain there is plain anywhere.
    return isPlain(value, true) ? value : JSON.stringify(value);
  }
}

/** Replaces the value of a pair with `text`, unchanged. An anchor of the old value stays, its tag is removed. */
export function replaceValue(document: SourceDocument, pair: Pair, text: string): readonly TextEdit[] {
  const source = document.text;
  const { value } = pair;
  const anchor = value.anchor === null || value.kind === 'alias' ? '' : `&${value.anchor} `;
  const colon = colonEnd(source, pair);
  const end = Math.max(colon, contentEnd(source, value));
  const gap = /^[ \t]*/.exec(source.slice(colon))?.[0] ?? '';
  const first = colon + gap.length;
  const written = `${text.startsWith('\n') || text.startsWith('\r\n') ? anchor.trimEnd() : anchor}${text}`;
  if (/^\r?\n|^$/.test(source.slice(first, first + 2))) {
    return [{ start: colon, end, text: /^\r?\n/.test(written) ? written : ` ${written}` }];
  }
  if (source[first] === '#') {
    // A comment after the key describes the pair; the lines below it belong to the old value.
    const after = lineEnd(source, first);
    return [
      { start: colon, end: colon, text: ` ${written}` },
      { start: after, end: Math.max(after, end), text: '' },
    ];
  }
  return /^\r?\n/.test(written)
    ? [{ start: colon, end, text: written }]
    : [{ start: gap === '' ? colon : first, end, text: gap === '' && !isJson() ? ` ${written}` : written }];

  function isJson(): boolean {
    return document.format === 'json';
  }
}
