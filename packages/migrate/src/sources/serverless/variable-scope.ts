import {
  type ConcreteNode,
  concrete,
  pairOf,
  type ScalarNode,
  type SourceDocument,
  type SourceNode,
} from '../../documents/source-node.js';
import { type IncludedFiles, includedPath } from './included-file.js';
import { parseVariableText, type TextPart, type Variable, type VariableSource } from './variable-text.js';

/** A `${file(...)}` that has no value. */
export interface ClosedInclude {
  /** As written, with variables expanded. */
  readonly path: string;
  /** A phrase. */
  readonly reason: string;
  /** The text that contains it. */
  readonly document: SourceDocument;
  readonly node: ScalarNode;
}

/** The value of a node of serverless.yml with its variables resolved. */
export type Evaluated =
  /** A map, a list or a literal, with its file. */
  | { readonly kind: 'node'; readonly document: SourceDocument; readonly node: ConcreteNode }
  /** A composed string, or a literal inside a variable. */
  | { readonly kind: 'text'; readonly value: string }
  /** Missing or null. */
  | { readonly kind: 'absent'; readonly include: ClosedInclude | null }
  /** Not known from the files. */
  | { readonly kind: 'unknown'; readonly include: ClosedInclude | null };

/** Resolves the variables of one service. Reads no files: missing ones are listed in `wanted`. */
export interface VariableScope {
  readonly service: SourceDocument;
  /** Files that are needed but were not given to the scope, relative to the project's root. */
  readonly wanted: ReadonlySet<string>;
  /** Resolves a node. */
  readonly settle: (document: SourceDocument, node: SourceNode) => Evaluated;
  /** The value at some keys below a node, resolving variables on the way. */
  readonly walk: (document: SourceDocument, node: SourceNode, keys: readonly string[]) => Evaluated;
}

/** The text of a string value, as written or composed; undefined for all other values. */
export function foundText(found: Evaluated): string | undefined {
  if (found.kind === 'text') return found.value;
  return found.kind === 'node' && found.node.kind === 'scalar' ? found.node.text : undefined;
}

// The input is untrusted: variables that refer to each other must end.
const evaluationLimit = 10_000;
const nestingLimit = 60;
const textLimit = 4096;

/** The framework's defaults for `provider`. */
const implied: ReadonlyMap<string, string> = new Map([
  ['provider.stage', 'dev'],
  ['provider.region', 'us-east-1'],
]);

const absent: Evaluated = { kind: 'absent', include: null };
const unknown: Evaluated = { kind: 'unknown', include: null };

type Text = { readonly kind: 'text'; readonly value: string } | Extract<Evaluated, { kind: 'unknown' }>;

/** The text that contains a variable. */
interface Place {
  readonly document: SourceDocument;
  readonly node: ScalarNode;
}

/** Creates the scope of a service. */
export function variableScope(service: SourceDocument, files: IncludedFiles): VariableScope {
  const settled = new Map<ScalarNode, Evaluated>();
  const open = new Set<ScalarNode>();
  const wanted = new Set<string>();
  let budget = evaluationLimit;
  return { service, wanted, settle, walk };

  function settle(document: SourceDocument, node: SourceNode): Evaluated {
    const target = concrete(node);
    if (target.tag !== null) return unknown;
    if (target.kind !== 'scalar') return { kind: 'node', document, node: target };
    if (target.value === null) return absent;
    if (typeof target.value !== 'string' || !target.text.includes('${'))
      return { kind: 'node', document, node: target };
    const known = settled.get(target);
    if (known !== undefined) return known;
    budget -= 1;
    if (budget < 0 || open.has(target) || open.size > nestingLimit) return unknown;
    open.add(target);
    const found = evaluate(parseVariableText(target.text), { document, node: target });
    open.delete(target);
    settled.set(target, found);
    return found;
  }

  function walk(document: SourceDocument, node: SourceNode, keys: readonly string[]): Evaluated {
    let found = settle(document, node);
    for (const key of keys) {
      if (found.kind === 'text') return absent;
      if (found.kind !== 'node') return found;
      const next = childOf(found.node, key);
      if (next === undefined) return absent;
      found = settle(found.document, next);
    }
    return found;
  }

  function evaluate(parts: readonly TextPart[], place: Place): Evaluated {
    const [only, second] = parts;
    if (only?.kind !== 'variable' || second !== undefined) return textOf(parts, place);
    const found = evaluateVariable(only, place);
    // The framework rejects a variable without a value, so it is not the same as a missing key.
    return found.kind === 'absent' ? { kind: 'unknown', include: found.include } : found;
  }

  function textOf(parts: readonly TextPart[], place: Place): Text {
    let value = '';
    for (const part of parts) {
      if (part.kind === 'foreign') return { kind: 'unknown', include: null };
      const found: Evaluated =
        part.kind === 'variable' ? evaluateVariable(part, place) : { kind: 'text', value: part.text };
      const text = foundText(found);
      if (text === undefined || value.length + text.length > textLimit)
        return { kind: 'unknown', include: 'include' in found ? found.include : null };
      value += text;
    }
    return { kind: 'text', value };
  }

  /** The first source with a value is used. */
  function evaluateVariable({ sources }: Variable, place: Place): Evaluated {
    let nothing: Evaluated = absent;
    for (const [index, source] of sources.entries()) {
      const found = evaluateSource(source, place, index === sources.length - 1);
      if (found.kind !== 'absent') return found;
      nothing = nothing.kind === 'absent' && nothing.include !== null ? nothing : found;
    }
    return nothing;
  }

  function evaluateSource(source: VariableSource, place: Place, last: boolean): Evaluated {
    if (source.kind === 'variable') return evaluateVariable(source, place);
    if (source.kind === 'literal')
      return source.value === null ? absent : { kind: 'text', value: String(source.value) };
    const address = textOf(source.address ?? [], place);
    if (address.kind === 'unknown') return address;
    const keys = address.value === '' ? [] : address.value.split('.');
    switch (source.type) {
      // Values from the command line and the environment are unknown; the fallback is in the file.
      case 'opt':
      case 'env':
        return absent;
      case 'self': {
        const found = walk(service, service.root, keys);
        const value = implied.get(address.value);
        return found.kind === 'absent' && last && value !== undefined ? { kind: 'text', value } : found;
      }
      case 'sls':
        return address.value === 'stage' ? stage() : unknown;
      case 'param':
        return parameter(address.value);
      case 'file':
        return included(source.parameters[0] ?? [], keys, place);
      default:
        return unknown;
    }
  }

  function stage(): Evaluated {
    const found = walk(service, service.root, ['provider', 'stage']);
    return found.kind === 'absent' ? { kind: 'text', value: 'dev' } : found;
  }

  /** Version 3 has `params.<stage>`; version 4 also has `stages.<stage>.params`. */
  function parameter(name: string): Evaluated {
    const current = foundText(stage());
    for (const section of current === undefined ? ['default'] : [current, 'default']) {
      for (const keys of [
        ['params', section],
        ['stages', section, 'params'],
      ]) {
        const found = walk(service, service.root, [...keys, name]);
        if (found.kind !== 'absent') return found;
      }
    }
    return absent;
  }

  function included(path: readonly TextPart[], keys: readonly string[], place: Place): Evaluated {
    const written = textOf(path, place);
    if (written.kind === 'unknown') return written;
    if (written.value === '') return unknown;
    const name = includedPath(service, written.value);
    const file = files.get(name);
    if (file?.kind === 'read') return walk(file.document, file.document.root, keys);
    if (file === undefined) wanted.add(name);
    const reason = file === undefined ? 'too many included files' : file.reason;
    const kind = file?.kind === 'absent' ? 'absent' : 'unknown';
    return { kind, include: { path: written.value, reason, ...place } };
  }
}

function childOf(node: ConcreteNode, key: string): SourceNode | undefined {
  if (node.kind === 'map') return pairOf(node, key)?.value;
  return node.kind === 'list' && /^\d{1,6}$/.test(key) ? node.items[Number(key)] : undefined;
}
