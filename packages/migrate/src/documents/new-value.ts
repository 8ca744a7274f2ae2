import { isScalar, isSeq, parseDocument } from 'yaml';

/** A value to write: a text, a list of texts, a map with its pairs in order, or verbatim source text. */
export type NewValue =
  | string
  | readonly string[]
  | { readonly pairs: readonly (readonly [string, NewValue])[] }
  | { readonly raw: string };

/** The style around a new value. */
export interface ValueStyle {
  /** JSON, in which every text is quoted. */
  readonly json: boolean;
  /** Inside `{}` or `[]`, where maps stay on the line. */
  readonly flow: boolean;
  /** The white space before the keys of the map that contains the value. */
  readonly indent: string;
  /** The additional indentation of a nested map. */
  readonly step: string;
  readonly lineEnd: string;
}

/** A pair as text: `key: value`, on several lines if the value is a map in block style. */
export function pairText(key: string, value: NewValue, style: ValueStyle, colon = ': '): string {
  const name = scalarText(key, style);
  if (!isBlockMap(value, style)) return `${name}${colon}${valueText(value, style)}`;
  return `${name}:${valueText(value, style)}`;
}

/** A value as text; a map in block style begins with a line break. */
export function valueText(value: NewValue, style: ValueStyle): string {
  if (typeof value === 'string') return scalarText(value, style);
  if ('raw' in value) return value.raw;
  if (!('pairs' in value))
    return `[${value.map((item) => scalarText(item, { ...style, flow: true })).join(', ')}]`;
  if (isBlockMap(value, style)) {
    const inner = { ...style, indent: style.indent + style.step };
    return value.pairs
      .map(([key, each]) => `${style.lineEnd}${inner.indent}${pairText(key, each, inner)}`)
      .join('');
  }
  const inner = { ...style, flow: true };
  const pairs = value.pairs.map(([key, each]) => pairText(key, each, inner));
  return style.json ? `{${pairs.join(', ')}}` : `{ ${pairs.join(', ')} }`;
}

function isBlockMap(value: NewValue, style: ValueStyle): boolean {
  return typeof value === 'object' && 'pairs' in value && !style.flow && value.pairs.length > 0;
}

function scalarText(value: string, style: ValueStyle): string {
  return style.json || !isPlain(value, style.flow) ? JSON.stringify(value) : value;
}

/**
 * Whether a text needs no quotes. Checked with both versions of YAML, because SAM uses 1.1, in which `on` is a boolean and
 * `1:20` a number.
 */
export function isPlain(value: string, flow: boolean): boolean {
  if (value === '' || /[\r\n]/.test(value)) return false;
  return (['1.1', '1.2'] as const).every((version) => {
    const document = parseDocument(flow ? `[${value}]` : value, { version, logLevel: 'silent' });
    if (document.errors.length > 0 || document.warnings.length > 0) return false;
    const { contents } = document;
    const node = flow && isSeq(contents) && contents.items.length === 1 ? contents.items[0] : contents;
    return isScalar(node) && node.type === 'PLAIN' && node.value === value && node.tag === undefined;
  });
}
