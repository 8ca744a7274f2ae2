import { type AnchoredChange, anchorChanges, isGone, type MapChange } from './map-change.js';
import { pairText } from './new-value.js';
import { colonEnd, pairEnd } from './pair-source.js';
import type { MapNode, Pair, SourceDocument } from './source-node.js';
import type { TextEdit } from './text-edit.js';
import { breakAt, lineEnd, lineStart, startsLine } from './text-lines.js';
import { styleIn } from './value-style.js';

/** Insertions and removals in a map in braces: JSON, or YAML's flow style. */
export function editFlowMap(
  document: SourceDocument,
  map: MapNode,
  changes: readonly MapChange[],
): readonly TextEdit[] {
  const { text } = document;
  const { pairs } = map;
  const style = { ...styleIn(document, map), flow: true };
  const tight = isTight(document, pairs);
  const written = (all: AnchoredChange['after']): string[] =>
    all.map(({ key, value }) => pairText(key, value, style, tight ? ':' : ': '));
  const inserts = changes.filter((change) => change.kind === 'insert');
  const inside = { start: map.span.start + 1, end: map.span.end - 1 };
  if (pairs.length === 0) {
    if (inserts.length === 0) return [];
    const all = written(inserts).join(', ');
    return [{ ...inside, text: style.json ? all : ` ${all} ` }];
  }
  const anchored = anchorChanges(map, changes);
  if (anchored.every(isGone)) return [{ ...inside, text: '' }];
  const last = pairs.at(-1);
  const hasTrailingComma = last !== undefined && commaAt(last) !== null;
  const edits: TextEdit[] = [];
  for (const [index, change] of anchored.entries()) {
    const pair = pairs[index];
    if (pair === undefined) continue;
    const { start } = pair.key;
    const end = pairEnd(text, pair);
    const isLast = anchored.slice(index + 1).every(isGone);
    const indent = text.slice(lineStart(text, start), start);
    const gap = startsLine(text, start) ? style.lineEnd + indent : tight ? '' : ' ';
    const before = written(change.before);
    const after = written(change.after);
    if (isGone(change)) {
      edits.push(removal(pair, index, isLast));
      continue;
    }
    const comma = isLast && !hasTrailingComma ? '' : ',';
    if (change.removed) edits.push({ start, end, text: [...before, ...after].join(`,${gap}`) });
    else if (before.length > 0)
      edits.push({ start, end: start, text: before.map((each) => `${each},${gap}`).join('') });
    edits.push(...ended(pair, change.removed ? [] : after, gap, comma));
  }
  return edits;

  /** The text after a pair that stays: new pairs, with a comma after the last one if needed. */
  function ended(pair: Pair, after: readonly string[], gap: string, comma: '' | ','): TextEdit[] {
    const end = pairEnd(text, pair);
    const present = commaAt(pair);
    const drop = present === null || comma === ',' ? [] : [{ start: present, end: present + 1, text: '' }];
    if (after.length === 0) return drop;
    const rest = /^[ \t]*,?[ \t]*#.*$/.exec(text.slice(end, lineEnd(text, end)))?.[0];
    if (rest === undefined || !gap.includes('\n')) {
      return [{ start: end, end, text: after.map((each) => `,${gap}${each}`).join('') }, ...drop];
    }
    // A comment after the pair stays on its line.
    const lines = {
      start: end + rest.length,
      end: end + rest.length,
      text: gap + after.join(`,${gap}`) + comma,
    };
    return present === null ? [{ start: end, end, text: ',' }, lines] : [lines];
  }

  /** Removes a pair with its comma, and its line if it has one to itself. */
  function removal(pair: Pair, index: number, isLast: boolean): TextEdit {
    const { start } = pair.key;
    const end = behind(pair);
    const stop = lineEnd(text, end);
    if (startsLine(text, start) && /^[ \t]*(#.*)?$/.test(text.slice(end, stop))) {
      return { start: lineStart(text, start), end: stop + breakAt(text, stop).length, text: '' };
    }
    const [previous, next] = [pairs[index - 1], pairs[index + 1]];
    if (!isLast || previous === undefined) return { start, end: next?.key.start ?? end, text: '' };
    const from = behind(previous);
    return { start: text.slice(from, start).includes('#') ? start : from, end, text: '' };
  }

  function behind(pair: Pair): number {
    const comma = commaAt(pair);
    return comma === null ? pairEnd(text, pair) : comma + 1;
  }

  /** The comma after a pair, skipping comments in between; null if missing. */
  function commaAt(pair: Pair): number | null {
    const end = pairEnd(text, pair);
    const found = /^(?:\s|#[^\n]*\n)*,/.exec(text.slice(end, inside.end));
    return found === null ? null : end + found[0].length - 1;
  }
}

/** JSON without a space after its colons. */
function isTight(document: SourceDocument, pairs: readonly Pair[]): boolean {
  const [first] = pairs;
  return (
    document.format === 'json' &&
    first !== undefined &&
    !/^\s/.test(document.text.slice(colonEnd(document.text, first)))
  );
}
