import { valueText } from './new-value.js';
import { contentEnd } from './pair-source.js';
import type { ListNode, SourceDocument } from './source-node.js';
import type { TextEdit } from './text-edit.js';
import { breakAt, lineEnd, lineStart, startsLine } from './text-lines.js';

/** Adds an item to a list after the one at `index`; no edits if it does not exist. */
export function insertItem(
  document: SourceDocument,
  list: ListNode,
  index: number,
  value: string,
): readonly TextEdit[] {
  const { text } = document;
  const item = list.items[index];
  if (item === undefined) return [];
  const lineBreak = breakAt(text, lineEnd(text, item.start)) || document.lineEnd;
  const style = {
    json: document.format === 'json',
    flow: list.flow,
    indent: '',
    step: '',
    lineEnd: lineBreak,
  };
  const quoted =
    item.kind === 'scalar' && item.style === 'single' ? `'${value.replaceAll("'", "''")}'` : undefined;
  const double = item.kind === 'scalar' && item.style === 'double' ? JSON.stringify(value) : undefined;
  const written = quoted ?? double ?? valueText(value, style);
  const end = contentEnd(text, item);
  const before = text.slice(lineStart(text, item.start), item.start);
  if (list.flow) {
    const tight = document.format === 'json' && /,\S/.test(text.slice(list.span.start, list.span.end));
    const gap = startsLine(text, item.start) ? lineBreak + before : tight ? '' : ' ';
    return [{ start: end, end, text: `,${gap}${written}` }];
  }
  const at = lineEnd(text, end);
  return [{ start: at, end: at, text: `${lineBreak}${before.replace(/[^\s-]/g, ' ')}${written}` }];
}
