import { visit } from 'jsonc-parser';
import { insertPair } from '../documents/map-edits.js';
import type { NewValue } from '../documents/new-value.js';
import { parseSource } from '../documents/parse-source.js';
import { type MapNode, nodeAt, type SourceDocument } from '../documents/source-node.js';
import { applyEdits } from '../documents/text-edit.js';
import { indentOf, startsLine } from '../documents/text-lines.js';
import type { ManifestValue } from './manifest-content.js';

/** A value for a new key. */
export interface ManifestAddition {
  readonly path: readonly string[];
  readonly value: ManifestValue;
}

/** Adds values to the text of a manifest, with its indentation; everything else stays the same. */
export function insertValues(text: string, file: string, additions: readonly ManifestAddition[]): string {
  const isYaml = /\.ya?ml$/i.test(file);
  return additions.reduce((changed, addition) => insertValue(changed, isYaml, addition), text);
}

function insertValue(text: string, isYaml: boolean, { path, value }: ManifestAddition): string {
  const document = manifestSource(text, isYaml);
  // Insert into the deepest existing map; missing maps are part of the value.
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const map = nodeAt(document.root, ...path.slice(0, depth));
    const [key, ...rest] = path.slice(depth);
    if (map?.kind !== 'map' || key === undefined) continue;
    const whole = rest.reduceRight<ManifestValue>((held, name) => ({ [name]: held }), value);
    const written = isYaml ? newValue(whole) : { raw: jsonText(document, map, whole) };
    return applyEdits(text, insertPair(document, map, key, written));
  }
  return text;
}

/** The nodes of a valid manifest. In JSON with comments, the document's text has other comments, at the same offsets. */
export function manifestSource(text: string, isYaml: boolean): SourceDocument {
  const reading = parseSource(
    isYaml ? 'manifest.yaml' : 'manifest.json',
    isYaml ? text : withoutComments(text),
  );
  if (reading.kind === 'refused') throw new Error(`a manifest became unreadable: ${reading.problem.message}`);
  return reading.document;
}

/**
 * JSON with its comments turned into YAML comments (`//` into `# `) or blanks, keeping all offsets, so that a YAML parser
 * that reports offsets can read it.
 */
function withoutComments(text: string): string {
  let plain = text;
  const onComment = (offset: number, length: number): void => {
    const comment = text.slice(offset, offset + length);
    const isLine = comment.startsWith('//') && /(^|\s)$/.test(text.slice(0, offset));
    const blank = isLine ? `# ${comment.slice(2)}` : comment.replace(/[^\r\n]/g, ' ');
    plain = plain.slice(0, offset) + blank + plain.slice(offset + length);
  };
  visit(text, { onComment }, { allowTrailingComma: true });
  return plain;
}

/** A value as JSON: on several lines if the pairs of its map are. */
function jsonText({ text, lineEnd }: SourceDocument, map: MapNode, value: ManifestValue): string {
  const [first] = map.pairs;
  if (first === undefined || !startsLine(text, first.key.start))
    return JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ');
  const step = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  return JSON.stringify(value, null, step).replaceAll('\n', lineEnd + indentOf(text, first.key.start));
}

function newValue(value: ManifestValue): NewValue {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return { raw: String(value) };
  if (Array.isArray(value)) return value.map(String);
  return { pairs: Object.entries(value).map(([key, each]) => [key, newValue(each)]) };
}
