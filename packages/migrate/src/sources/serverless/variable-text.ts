/** A text of serverless.yml, split at its variables. */
export type TextPart =
  | { readonly kind: 'literal'; readonly text: string }
  | Variable
  /** `${...}` that is not a variable of the framework, such as `${AWS::Region}`, up to the next part. */
  | { readonly kind: 'foreign'; readonly text: string };

/** `${self:a, 'b'}`: the first source with a value is used. */
export interface Variable {
  readonly kind: 'variable';
  readonly sources: readonly VariableSource[];
}

export type VariableSource =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** `type:address` or `type(parameter):address`. */
  | {
      readonly kind: 'reference';
      readonly type: string;
      readonly parameters: readonly (readonly TextPart[])[];
      /** null if missing. */
      readonly address: readonly TextPart[] | null;
    }
  /** `${...}` as a fallback, as in versions 1 and 2. */
  | Variable;

interface Parsed<Value> {
  readonly value: Value;
  /** The offset after it. */
  readonly end: number;
}

/** Longer texts and deeper nesting than anybody writes by hand are not parsed. */
const lengthLimit = 10_000;
const depthLimit = 10;

/** Splits a text. Never fails: what it cannot parse is `foreign`. */
export function parseVariableText(text: string): readonly TextPart[] {
  if (!text.includes('${')) return text === '' ? [] : [{ kind: 'literal', text }];
  if (text.length > lengthLimit) return [{ kind: 'foreign', text }];
  const parts: TextPart[] = [];
  let at = 0;
  let literal = '';
  while (at < text.length) {
    const open = text.indexOf('${', at);
    if (open === -1) break;
    // `\${` is an escaped `${`.
    const escaped = text[open - 1] === '\\' && open > at;
    literal += text.slice(at, escaped ? open - 1 : open);
    if (escaped) {
      literal += '${';
      at = open + 2;
      continue;
    }
    if (literal !== '') parts.push({ kind: 'literal', text: literal });
    literal = '';
    // The first `$` of `$${` is treated differently by the framework's versions.
    const variable = text[open - 1] === '$' ? undefined : readVariable(text, open + 2, 0);
    parts.push(variable?.value ?? { kind: 'foreign', text: '${' });
    at = variable?.end ?? open + 2;
  }
  literal += text.slice(at);
  if (literal !== '') parts.push({ kind: 'literal', text: literal });
  return parts;
}

/** Parses a variable after its `${`, up to the `}`. */
function readVariable(text: string, start: number, depth: number): Parsed<Variable> | undefined {
  if (depth > depthLimit) return undefined;
  const sources: VariableSource[] = [];
  let at = start;
  for (;;) {
    const source = readSource(text, skipSpaces(text, at), depth, sources.length === 0);
    if (source === undefined) return undefined;
    sources.push(source.value);
    at = skipSpaces(text, source.end);
    if (text[at] === '}') return { value: { kind: 'variable', sources }, end: at + 1 };
    if (text[at] !== ',') return undefined;
    at += 1;
  }
}

function readSource(
  text: string,
  start: number,
  depth: number,
  first: boolean,
): Parsed<VariableSource> | undefined {
  const type = matchAt(/[a-z][a-zA-Z0-9.-]*/y, text, start);
  const behind = start + (type?.length ?? 0);
  if (type !== undefined && (text[behind] === '(' || text[behind] === ':'))
    return readReference(text, type, behind, depth);
  if (first) return undefined;
  if (text.startsWith('${', start)) return readVariable(text, start + 2, depth + 1);
  return readQuoted(text, start) ?? readWord(text, start);
}

function readReference(
  text: string,
  type: string,
  start: number,
  depth: number,
): Parsed<VariableSource> | undefined {
  const parameters: (readonly TextPart[])[] = [];
  let at = start;
  while (text[at] === '(' || (text[at] === ',' && parameters.length > 0)) {
    const parameter = readValue(text, at + 1, ',)', depth);
    if (parameter === undefined) return undefined;
    parameters.push(parameter.value);
    at = parameter.end;
    if (text[at] !== ')') continue;
    at += 1;
    break;
  }
  if (text[at] !== ':') return { value: { kind: 'reference', type, parameters, address: null }, end: at };
  // `AWS::Region` and similar names.
  if (text[at + 1] === ':') return undefined;
  const address = readValue(text, at + 1, ',}', depth);
  if (address === undefined) return undefined;
  return { value: { kind: 'reference', type, parameters, address: address.value }, end: address.end };
}

/** A parameter or an address: quoted, or a text with variables up to one of `stops`. */
function readValue(
  text: string,
  start: number,
  stops: string,
  depth: number,
): Parsed<readonly TextPart[]> | undefined {
  const from = skipSpaces(text, start);
  const quoted = readQuoted(text, from);
  if (quoted !== undefined) {
    const end = skipSpaces(text, quoted.end);
    const behind = text[end];
    if (behind === undefined || !stops.includes(behind)) return undefined;
    return { value: [{ kind: 'literal', text: quoted.value.value }], end };
  }
  const parts: TextPart[] = [];
  let at = from;
  let literalFrom = from;
  const addLiteral = (end: number): void => {
    if (end > literalFrom) parts.push({ kind: 'literal', text: text.slice(literalFrom, end) });
  };
  for (;;) {
    const char = text[at];
    if (char === undefined) return undefined;
    if (stops.includes(char)) {
      const trimmed = text.slice(literalFrom, at).trimEnd().length;
      addLiteral(literalFrom + trimmed);
      return { value: parts, end: at };
    }
    if (char === '}') return undefined;
    if (!text.startsWith('${', at)) {
      at += 1;
      continue;
    }
    addLiteral(at);
    const variable = readVariable(text, at + 2, depth + 1);
    if (variable === undefined) return undefined;
    parts.push(variable.value);
    at = variable.end;
    literalFrom = at;
  }
}

function readQuoted(
  text: string,
  start: number,
): Parsed<{ readonly kind: 'literal'; readonly value: string }> | undefined {
  const single = matchAt(/'[^']*'/y, text, start);
  if (single !== undefined)
    return { value: { kind: 'literal', value: single.slice(1, -1) }, end: start + single.length };
  const double = matchAt(/"(?:[^"\\]|\\.)*"/y, text, start);
  if (double === undefined) return undefined;
  try {
    return { value: { kind: 'literal', value: String(JSON.parse(double)) }, end: start + double.length };
  } catch {
    return undefined;
  }
}

function readWord(text: string, start: number): Parsed<VariableSource> | undefined {
  const word = matchAt(/[a-zA-Z0-9.-]+/y, text, start);
  if (word === undefined) return undefined;
  const end = start + word.length;
  const words: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
  if (Object.hasOwn(words, word)) return { value: { kind: 'literal', value: words[word] ?? null }, end };
  return Number.isNaN(Number(word)) ? undefined : { value: { kind: 'literal', value: Number(word) }, end };
}

/** @param pattern a sticky pattern */
function matchAt(pattern: RegExp, text: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0];
}

function skipSpaces(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\t') at += 1;
  return at;
}
