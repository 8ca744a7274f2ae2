import { colonEnd, contentEnd } from '../documents/pair-source.js';
import { type MapNode, ownPair, type Pair, type SourceNode } from '../documents/source-node.js';
import { applyEdits, type TextEdit } from '../documents/text-edit.js';
import { breakAt, indentOf, startsLine } from '../documents/text-lines.js';
import {
  blockText,
  type Content,
  flowText,
  type Item,
  keyText,
  listText,
  type Style,
  scalarText,
} from './division-text.js';
import { manifestSource } from './manifest-insertion.js';
import { commentsIn, type PairRange, pairRanges, removedRange } from './pair-ranges.js';

/** An archive whose handlers are divided. */
export interface ArchiveDivision {
  /** Its name; in a manifest without `archives`, that of the only archive. */
  readonly archive: string;
  /** The archive for each key of its `handlers`, except wildcards in `expanded`. */
  readonly places: ReadonlyMap<string, string>;
  /** The wildcards that are replaced by the handlers that they match. */
  readonly expanded: ReadonlyMap<string, readonly ExpandedHandler[]>;
  /** The names of the archives to add after it, in order. */
  readonly added: readonly string[];
}

export interface ExpandedHandler {
  readonly handler: string;
  readonly package: string;
  /** The archive that it is in. */
  readonly place: string;
}

/** The manifest has a form that cannot be divided. */
export class IndivisibleManifest extends Error {
  override readonly name = 'IndivisibleManifest';
}

/**
 * Divides archives of a manifest: writes `archives`, and moves handlers with their settings and comments. New archives have
 * the settings and files of the one that they come from. Everything else stays the same, byte for byte.
 *
 * @param file its name; .yaml and .yml are YAML, everything else JSON with comments
 * @throws IndivisibleManifest
 */
export function divideArchives(text: string, file: string, divisions: readonly ArchiveDivision[]): string {
  const isYaml = /\.ya?ml$/i.test(file);
  const document = manifestSource(text, isYaml);
  const { lineEnd } = document;
  const root = mapOf(document.root, 'the manifest');
  const step = /^([ \t]+)[^\s#/]/m.exec(text)?.[1] ?? '  ';
  const style: Style = { isYaml, step, lineEnd };
  const archives = ownPair(root, 'archives');
  if (archives === undefined) return divideOnly(text, root, divisions, style);
  const map = mapOf(archives.value, '`archives`');
  const ranges = pairRanges(text, map);
  const items = new Map<string, Item[]>();
  const edits: TextEdit[] = [];
  const maps = new Map<string, MapNode>();
  for (const division of divisions) {
    const pair = ownPair(map, division.archive);
    if (pair === undefined) throw new IndivisibleManifest(`archive ${division.archive} is not written out`);
    const handlers = handlersOf(pair, division.archive);
    maps.set(division.archive, handlers);
    for (const [place, moved] of itemsOf(text, pairRanges(text, handlers), division, style)) {
      items.set(place, [...(items.get(place) ?? []), ...moved]);
    }
  }
  const added = new Set(divisions.flatMap((each) => each.added));
  for (const name of items.keys()) {
    const pair = ownPair(map, name);
    if (!added.has(name) && pair !== undefined && !maps.has(name)) maps.set(name, handlersOf(pair, name));
  }
  for (const [name, handlers] of maps) {
    const division = divisions.find(({ archive }) => archive === name);
    const leaves = (key: string): boolean =>
      division !== undefined && (division.places.get(key) ?? name) !== name;
    const gone = (key: string): boolean => leaves(key) || division?.expanded.has(key) === true;
    edits.push(...changedMap(text, handlers, gone, items.get(name) ?? [], style));
  }
  for (const division of divisions) {
    const index = ranges.findIndex(({ key }) => key === division.archive);
    const range = ranges[index];
    if (range === undefined || division.added.length === 0) continue;
    const settings = pairRanges(text, mapOf(range.pair.value, division.archive));
    const contents = division.added.map(
      (name): Content => ({
        keyText: keyText(name, style),
        pairs: settings.map((setting) =>
          setting.key === 'handlers'
            ? {
                keyText: text.slice(setting.pair.key.start, setting.pair.key.span.end),
                pairs: items.get(name) ?? [],
              }
            : setting,
        ),
      }),
    );
    edits.push(insertedAfter(text, map, range, contents, style));
  }
  return applyEdits(text, edits);
}

/** A manifest with one archive: its `handlers` become `archives`, and its `files` go to each of them. */
function divideOnly(
  text: string,
  root: MapNode,
  divisions: readonly ArchiveDivision[],
  style: Style,
): string {
  const [division] = divisions;
  const ranges = pairRanges(text, root);
  const handlers = ranges.find(({ key }) => key === 'handlers');
  if (division === undefined || handlers === undefined) throw new IndivisibleManifest('it has no `handlers`');
  const files = ranges.find(({ key }) => key === 'files');
  const map = mapOf(handlers.pair.value, '`handlers`');
  // The whole map is written again, so all of its comments are.
  const written = pairRanges(text, map, map.flow ? map.start + 1 : colonEnd(text, handlers.pair)).map(
    (range) => ({ ...range, lead: range.comments }),
  );
  const items = itemsOf(text, written, division, style, true);
  const names = [division.archive, ...division.added];
  const archives: Content = {
    keyText: keyText('archives', style),
    pairs: names.map((name) => ({
      keyText: keyText(name, style),
      pairs: [
        { keyText: keyText('handlers', style), pairs: items.get(name) ?? [] },
        ...(files === undefined ? [] : [files]),
      ],
    })),
  };
  const isGone = (key: string): boolean => key === 'files' || key === 'name';
  const indent = indentOf(text, handlers.pair.key.start);
  const rest = map.flow ? commentsIn(text.slice(written.at(-1)?.to ?? map.start, map.span.end)) : [];
  const before = rest.map((comment) => `${comment}${style.lineEnd}${indent}`).join('');
  const replaced = root.flow
    ? flowText(archives, indent, style, startsLine(text, handlers.pair.key.start))
    : blockText(archives, indent, style).slice(indent.length);
  const edits = changedMap(text, root, isGone, [], style, (key) => key !== 'name');
  return applyEdits(text, [
    ...edits,
    { start: handlers.pair.key.start, end: handlers.end, text: before + replaced },
  ]);
}

/** The handlers of a division to write, by the archive that they are in after it. */
function itemsOf(
  text: string,
  ranges: readonly PairRange[],
  { archive, places, expanded }: ArchiveDivision,
  style: Style,
  withOthers = false,
): Map<string, Item[]> {
  const items = new Map<string, Item[]>();
  const add = (place: string, item: Item): void => void items.set(place, [...(items.get(place) ?? []), item]);
  for (const range of ranges) {
    const { lead, body, note, key } = range;
    const handlers = expanded.get(key);
    if (handlers === undefined) {
      const place = places.get(key);
      if (place !== undefined && (withOthers || place !== archive)) add(place, { lead, body, note });
      continue;
    }
    for (const handler of handlers) {
      const isFirst = !items.get(handler.place)?.some((each) => each.lead === lead);
      add(handler.place, {
        lead: isFirst ? lead : [],
        body: expandedBody(text, range, handler, style),
        note: '',
      });
    }
  }
  return items;
}

/** The pair of a wildcard with the key and the package of one handler. */
function expandedBody(text: string, range: PairRange, handler: ExpandedHandler, style: Style): string {
  const { value } = range.pair;
  const target: SourceNode | undefined = value.kind === 'map' ? ownPair(value, 'package')?.value : value;
  if (target?.kind !== 'scalar') throw new IndivisibleManifest(`wildcard ${range.key} uses an alias`);
  const { key } = range.pair;
  const keyEnd = key.span.end;
  const written = applyEdits(text.slice(key.start, range.end), [
    { start: 0, end: keyEnd - key.start, text: scalarText(handler.handler, style) },
    {
      start: target.start - key.start,
      end: contentEnd(text, target) - key.start,
      text: scalarText(handler.package, style),
    },
  ]);
  const indent = indentOf(text, key.start);
  return written
    .split(/\r?\n/)
    .map((line, index) => (index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}

/** The edits that remove pairs of a map and add items after those that remain. */
function changedMap(
  text: string,
  map: MapNode,
  isGone: (key: string) => boolean,
  added: readonly Item[],
  style: Style,
  takesComments: (key: string) => boolean = () => true,
): TextEdit[] {
  const ranges = pairRanges(text, map);
  const last = ranges.findLast(({ key }) => !isGone(key));
  const first = ranges[0];
  const final = ranges.at(-1);
  if (first === undefined || final === undefined) return [];
  const indent = indentOf(text, first.pair.key.start);
  const trailing = final.comma !== null;
  if (last === undefined) {
    const start = first.ownLine ? first.from : first.pair.key.start;
    return [
      { start, end: final.to, text: listText(added, map.flow, first.ownLine, indent, style, trailing) },
    ];
  }
  const edits: TextEdit[] = [];
  for (const [index, { key, pair }] of ranges.entries()) {
    if (!isGone(key)) continue;
    const [start, end] = removedRange(text, ranges, index);
    const own = text.lastIndexOf('\n', pair.key.start - 1) + 1;
    edits.push({ start: takesComments(key) ? start : Math.max(start, own), end, text: '' });
  }
  if (added.length > 0) {
    const list = listText(added, map.flow, first.ownLine, indent, style, trailing);
    if (map.flow && last.comma === null) edits.push({ start: last.end, end: last.end, text: ',' });
    const gap = first.ownLine ? style.lineEnd : ' ';
    edits.push({ start: last.to, end: last.to, text: `${gap}${list}` });
  } else if (last.comma !== null && !trailing) {
    edits.push({ start: last.comma, end: last.comma + 1, text: '' });
  }
  return edits;
}

/** Archives after an existing one. */
function insertedAfter(
  text: string,
  map: MapNode,
  range: PairRange,
  contents: readonly Content[],
  style: Style,
): TextEdit {
  const indent = indentOf(text, range.pair.key.start);
  if (map.flow) {
    const separator = range.ownLine ? `,${style.lineEnd}${indent}` : ', ';
    const written = contents.map((each) => `${separator}${flowText(each, indent, style, range.ownLine)}`);
    return { start: range.end, end: range.end, text: written.join('') };
  }
  const at = range.to + breakAt(text, range.to).length;
  const lines = contents.map((each) => blockText(each, indent, style)).join(style.lineEnd);
  const isEnd = at === range.to;
  return { start: at, end: at, text: isEnd ? style.lineEnd + lines : lines + style.lineEnd };
}

function handlersOf(pair: Pair, archive: string): MapNode {
  const handlers = ownPair(mapOf(pair.value, `archive ${archive}`), 'handlers');
  if (handlers === undefined)
    throw new IndivisibleManifest(`archive ${archive} has no \`handlers\` of its own`);
  return mapOf(handlers.value, `\`handlers\` of archive ${archive}`);
}

function mapOf(node: SourceNode, what: string): MapNode {
  if (node.kind === 'map' && ownPair(node, '<<') === undefined) return node;
  throw new IndivisibleManifest(`${what} uses an alias or a merge key`);
}
