import { isPlain } from '../documents/new-value.js';
import type { PairRange } from './pair-ranges.js';

/** A pair to write, or a map of such pairs. */
export type Content = Item | { readonly keyText: string; readonly pairs: readonly Content[] };
export type Item = Pick<PairRange, 'lead' | 'body' | 'note'>;

/** How a manifest is written. */
export interface Style {
  readonly isYaml: boolean;
  readonly step: string;
  readonly lineEnd: string;
}

/** Items as they are written in a map, the first with its indentation. */
export function listText(
  items: readonly Item[],
  flow: boolean,
  lines: boolean,
  indent: string,
  style: Style,
  trailing: boolean,
): string {
  return items
    .map((item, index) => {
      const comma = flow && (trailing || index < items.length - 1) ? ',' : '';
      return lines ? itemLines(item, indent, style, comma) : `${oneLine(item)}${comma}`;
    })
    .join(lines ? style.lineEnd : ' ');
}

function itemLines({ lead, body, note }: Item, indent: string, { lineEnd }: Style, comma: string): string {
  const lines = [...lead, ...body.split('\n')];
  const end = `${comma}${note === '' ? '' : ` ${note}`}`;
  return `${lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join(lineEnd)}${end}`;
}

function oneLine({ body }: Item): string {
  return body.replace(/\s*\n\s*/g, ' ');
}

/** In block style, with the indentation of its first line. */
export function blockText(content: Content, indent: string, style: Style): string {
  if (!('pairs' in content)) return itemLines(content, indent, style, '');
  const inner = content.pairs.map((pair) => blockText(pair, indent + style.step, style));
  return [`${indent}${content.keyText}:`, ...inner].join(style.lineEnd);
}

/** In braces, without indentation before its first line. */
export function flowText(content: Content, indent: string, style: Style, lines: boolean): string {
  if (!('pairs' in content))
    return lines ? itemLines(content, indent, style, '').trimStart() : oneLine(content);
  const { keyText: key, pairs } = content;
  if (!lines) return `${key}: { ${pairs.map((pair) => flowText(pair, indent, style, lines)).join(', ')} }`;
  const inner = indent + style.step;
  const written = pairs.map((pair, index) => {
    const comma = index < pairs.length - 1 ? ',' : '';
    if (!('pairs' in pair)) return itemLines(pair, inner, style, comma);
    return `${inner}${flowText(pair, inner, style, lines)}${comma}`;
  });
  return [`${key}: {`, ...written, `${indent}}`].join(style.lineEnd);
}

export function keyText(name: string, style: Style): string {
  return scalarText(name, style);
}

export function scalarText(value: string, { isYaml }: Style): string {
  return isYaml && isPlain(value, true) ? value : JSON.stringify(value);
}
