import { depthLimit, tooDeep } from '@lambdazip/core/internal';
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  visit,
  type YAMLMap,
  type Node as YamlNode,
  type Scalar as YamlScalar,
} from 'yaml';
import { composeYaml } from './compose-yaml.js';
import { propertiesStart } from './properties-start.js';
import type { ConcreteNode, ScalarNode, SourceDocument, SourceNode, Span } from './source-node.js';

/** Why a text could not be read. */
export interface SourceProblem {
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

export type SourceReading =
  | { readonly kind: 'read'; readonly document: SourceDocument }
  | { readonly kind: 'refused'; readonly problem: SourceProblem };

/** How many nodes a document may expand to through aliases: the input is untrusted. */
const nodeLimit = 200_000;

/**
 * Reads YAML or JSON with the offsets of every node. Unknown tags (`!Sub`) are kept. JSON is read as a subset of YAML.
 *
 * @param file relative to the project's root; `.json` is JSON, otherwise the first character decides
 */
export function parseSource(file: string, text: string): SourceReading {
  const lines = new LineCounter();
  // The parser holds a document, a value and a key in addition to the nested nodes.
  const composition = composeYaml(text, lines, depthLimit + 5);
  if (composition.kind === 'too-deep') return refuse(tooDeep, composition.offset);
  const [document, ...more] = composition.documents;
  if (document === undefined) return refuse('the file is empty', 0);
  const error = document.errors[0];
  if (error !== undefined) return refuse(error.message, error.pos[0]);
  const second = more.find(({ contents, errors }) => !isEmpty(contents) || errors.length > 0);
  if (second !== undefined) return refuse('expected a single document, found a second one', second.range[0]);
  if (isEmpty(document.contents)) return refuse('the file is empty', 0);
  // Resolved once for all aliases: the library searches the whole document for each.
  const targets = new Map<Alias, YamlNode>();
  const anchored = new Map<string, YamlNode>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchored.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) anchored.set(node.anchor, node);
    },
  });
  let budget = nodeLimit;
  try {
    const root = convert(document.contents as YamlNode, 0);
    const format = /\.json$/i.test(file) || /^\uFEFF?\s*[{[]/.test(text) ? 'json' : 'yaml';
    return { kind: 'read', document: { file, text, format, lineEnd: lineEndOf(text), root } };
  } catch (problem) {
    if (problem instanceof Refusal) return refuse(problem.message, problem.offset);
    throw problem;
  }

  function convert(node: YamlNode, depth: number): SourceNode {
    budget -= 1;
    const offset = node.range?.[0] ?? 0;
    if (budget < 0) throw new Refusal('aliases expand to too many nodes', offset);
    if (depth > depthLimit) throw new Refusal(tooDeep, offset);
    if (!isAlias(node)) return convertConcrete(node, depth);
    const target = targets.get(node);
    if (target === undefined) throw new Refusal(`anchor \`${node.source}\` not found`, offset);
    return { kind: 'alias', ...place(node), target: convertConcrete(target, depth + 1) };
  }

  function convertConcrete(node: YamlNode, depth: number): ConcreteNode {
    if (isScalar(node)) return convertScalar(node);
    if (isSeq(node)) {
      const items = node.items.map((item) => convert(item as YamlNode, depth + 1));
      return { kind: 'list', ...place(node), flow: node.flow === true, items };
    }
    const map = node as YAMLMap<YamlNode, YamlNode | null>;
    const pairs = map.items.map(({ key, value }) => {
      if (!isScalar(key)) throw new Refusal('expected a scalar key', key.range?.[0] ?? 0);
      const after = key.range?.[1] ?? 0;
      return {
        key: convertScalar(key),
        value: value === null ? emptyValue(after) : convert(value, depth + 1),
      };
    });
    if (!isMap(node)) throw new Refusal('expected a scalar, list or map', node.range?.[0] ?? 0);
    return { kind: 'map', ...place(node), flow: map.flow === true, pairs };
  }

  function convertScalar(node: YamlScalar): ScalarNode {
    const styles = { QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double', PLAIN: 'plain' } as const;
    const style = styles[node.type as keyof typeof styles] ?? 'block';
    const { value } = node;
    const plain = typeof value === 'number' || typeof value === 'boolean' || value === null;
    const written = plain && node.source !== undefined ? node.source : String(value ?? '');
    const kept = plain || typeof value === 'string' ? value : String(value);
    return { kind: 'scalar', ...place(node), value: kept, text: value === null ? '' : written, style };
  }

  function emptyValue(offset: number): ScalarNode {
    const span = { start: offset, end: offset };
    return {
      kind: 'scalar',
      span,
      start: offset,
      tag: null,
      anchor: null,
      value: null,
      text: '',
      style: 'plain',
    };
  }

  function place(node: YamlNode): {
    span: Span;
    start: number;
    tag: string | null;
    anchor: string | null;
  } {
    const [start = 0, end = start] = node.range ?? [];
    const span = { start, end: Math.max(start, end) };
    const anchor = 'anchor' in node && typeof node.anchor === 'string' ? node.anchor : null;
    const properties = anchor === null ? [] : [`&${anchor}`];
    if (node.tag !== undefined) properties.push(node.tag.replace(/^tag:yaml\.org,2002:/, '!!'));
    const tag = node.tag?.startsWith('!') ? node.tag : null;
    return { span, start: propertiesStart(text, start, properties), tag, anchor };
  }

  function refuse(message: string, offset: number): SourceReading {
    const { line, col } = lines.linePos(offset);
    return { kind: 'refused', problem: { message, line: Math.max(line, 1), column: Math.max(col, 1) } };
  }
}

class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

function isEmpty(contents: unknown): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && contents.source === '');
}

function lineEndOf(text: string): string {
  const windows = text.match(/\r\n/g)?.length ?? 0;
  const all = text.match(/\n/g)?.length ?? 0;
  return windows * 2 > all ? '\r\n' : '\n';
}
