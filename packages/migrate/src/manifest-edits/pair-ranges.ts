import { pairEnd } from '../documents/pair-source.js';
import type { MapNode, Pair } from '../documents/source-node.js';
import { breakAt, indentOf, lineEnd, lineStart, startsLine } from '../documents/text-lines.js';

/** A pair of a map as it is written, with the comments that belong to it. */
export interface PairRange {
  readonly key: string;
  readonly pair: Pair;
  /** The start of the comments on the lines above it, else of its line; the key if other text precedes it on the line. */
  readonly from: number;
  readonly end: number;
  /** The offset of the comma after it; null without one. */
  readonly comma: number | null;
  /** The end of it with its comma and the comment on its line; before the line break. */
  readonly to: number;
  readonly ownLine: boolean;
  /** The comments above it, one per line, without indentation. */
  readonly lead: readonly string[];
  /** All comments since the pair before it, or since `bound`; the same as `lead` if no empty line separates them. */
  readonly comments: readonly string[];
  /** Key and value without the indentation of the key. */
  readonly body: string;
  /** The comment on its line; empty without one. */
  readonly note: string;
}

/**
 * The pairs of a map as they are written. `text` is the manifest, in which JSON can have comments.
 *
 * @param bound where the comments of the first pair can start
 */
export function pairRanges(
  text: string,
  map: MapNode,
  bound = map.flow ? map.start + 1 : 0,
): readonly PairRange[] {
  const ranges: PairRange[] = [];
  for (const pair of map.pairs) ranges.push(rangeOf(text, map, pair, ranges.at(-1)?.to ?? bound));
  return ranges;
}

function rangeOf(text: string, map: MapNode, pair: Pair, bound: number): PairRange {
  const { start } = pair.key;
  const end = pairEnd(text, pair);
  const ownLine = startsLine(text, start);
  const comma = map.flow ? commaAfter(text, end) : null;
  const rest = (comma ?? end - 1) + 1;
  const noteEnd = map.flow ? endOfNote(text, rest) : lineEnd(text, rest);
  const indent = indentOf(text, start);
  const lines = text.slice(start, end).split(/\r?\n/);
  const above = ownLine ? commentsAbove(text, start, bound) : { from: start, lead: [] };
  return {
    key: pair.key.text,
    pair,
    ...above,
    comments: commentsIn(text.slice(bound, start)),
    end,
    comma,
    to: Math.max(noteEnd, rest),
    ownLine,
    body: lines
      .map((line, index) => (index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line))
      .join('\n'),
    note: text.slice(rest, noteEnd).trim(),
  };
}

/** Comments directly above a line; those above an empty line describe more than one pair and stay. */
function commentsAbove(text: string, start: number, bound: number): Pick<PairRange, 'from' | 'lead'> {
  const lead: string[] = [];
  let from = lineStart(text, start);
  while (from > 0) {
    const before = lineStart(text, from - 1);
    const line = text.slice(before, from).trim();
    if (before < bound || !/^(#|\/\/|\/\*.*\*\/$)/.test(line)) break;
    lead.unshift(line);
    from = before;
  }
  return { from, lead };
}

const comments = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|#[^\r\n]*/g;
/** The comments in a text between pairs. */
export function commentsIn(text: string): readonly string[] {
  return text.match(comments) ?? [];
}

const ignored = /(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*|#[^\n]*)*/y;
const noteOfLine = /[ \t]*(?:\/\/[^\r\n]*|#[^\r\n]*|\/\*[^\r\n]*?\*\/)?[ \t]*(?=\r?\n|$)/y;

function commaAfter(text: string, end: number): number | null {
  ignored.lastIndex = end;
  ignored.exec(text);
  const at = ignored.lastIndex;
  return text[at] === ',' ? at : null;
}

function endOfNote(text: string, start: number): number {
  noteOfLine.lastIndex = start;
  const match = noteOfLine.exec(text);
  return match === null ? start : start + match[0].trimEnd().length;
}

/** The range to delete with a pair, including its line break. */
export function removedRange(text: string, ranges: readonly PairRange[], index: number): [number, number] {
  const range = ranges[index];
  if (range === undefined) throw new RangeError(`the map does not have a pair ${index}`);
  if (range.ownLine) return [range.from, range.to + breakAt(text, range.to).length];
  const before = ranges[index - 1];
  if (before !== undefined) return [before.to, range.to];
  return [range.from, range.to + (/^[ \t]*/.exec(text.slice(range.to))?.[0].length ?? 0)];
}
