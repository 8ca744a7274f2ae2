import { anchorChanges, isGone, type MapChange } from './map-change.js';
import { pairText } from './new-value.js';
import { pairEnd, pairLineEnd } from './pair-source.js';
import type { MapNode, SourceDocument } from './source-node.js';
import type { TextEdit } from './text-edit.js';
import { breakAt, lineEnd, lineStart, startsLine } from './text-lines.js';
import { styleIn } from './value-style.js';

/** Insertions and removals in a map with one pair per line. */
export function editBlockMap(
  document: SourceDocument,
  map: MapNode,
  changes: readonly MapChange[],
): readonly TextEdit[] {
  const { text } = document;
  const anchored = anchorChanges(map, changes);
  const style = styleIn(document, map);
  const edits: TextEdit[] = [];
  const removedLines: { start: number; end: number }[] = [];
  const emptied = anchored.length > 0 && anchored.every(isGone);
  const [first] = map.pairs;
  const last = map.pairs.at(-1);
  if (emptied && first !== undefined && last !== undefined) {
    return [{ start: first.key.start, end: pairEnd(text, last), text: '{}' }];
  }
  let done = 0;
  for (const [index, change] of anchored.entries()) {
    const pair = map.pairs[index];
    if (pair === undefined || index < done) continue;
    const { start } = pair.key;
    const end = pairLineEnd(text, pair);
    const separator = style.lineEnd + style.indent;
    const before = change.before.map(({ key, value }) => pairText(key, value, style));
    const after = change.after.map(({ key, value }) => pairText(key, value, style));
    if (!change.removed) {
      const gap = map === document.root && standsApart(text, end) ? style.lineEnd : '';
      if (before.length > 0)
        edits.push({ start, end: start, text: before.map((each) => each + separator).join('') });
      if (after.length > 0)
        edits.push({ start: end, end, text: after.map((each) => gap + separator + each).join('') });
    } else if (!isGone(change)) {
      edits.push({ start, end, text: [...before, ...after].join(separator) });
    } else if (startsLine(text, start)) {
      removedLines.push({ start: lineStart(text, start), end: end + breakAt(text, end).length });
    } else {
      // After the dash of a list: the next remaining pair moves up to the dash, unless there is a comment above it.
      const next = anchored.findIndex((other, at) => at > index && !isGone(other));
      const nextStart = map.pairs[next]?.key.start ?? end;
      if (text.slice(end, nextStart).includes('#')) {
        const dash = text.slice(0, start).trimEnd().length;
        edits.push({ start: dash, end, text: '' });
      } else {
        done = next;
        edits.push({ start, end: nextStart, text: '' });
      }
    }
  }
  return [...edits, ...wholeLines(text, removedLines)];
}

/** Whether an empty line follows the line that ends here, as between sections of many templates. */
function standsApart(text: string, end: number): boolean {
  const next = end + breakAt(text, end).length;
  return (
    next < text.length &&
    next > end &&
    lineEnd(text, next) < text.length &&
    text.slice(next, lineEnd(text, next)).trim() === ''
  );
}

/** Removals of whole lines, with neighbours joined. A text without a final line break stays without one. */
function wholeLines(text: string, lines: readonly { start: number; end: number }[]): TextEdit[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of lines) {
    const last = joined.at(-1);
    if (last?.end === start) last.end = end;
    else joined.push({ start, end });
  }
  return joined.map(({ start, end }) => {
    const open = end === text.length && !text.endsWith('\n') && start > 0;
    return { start: open ? lineEnd(text, start - (text[start - 2] === '\r' ? 2 : 1)) : start, end, text: '' };
  });
}
