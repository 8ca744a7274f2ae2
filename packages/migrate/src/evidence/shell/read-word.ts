import { ShellSyntaxError, type Word, type WordPart } from './syntax.js';

/** A word and the offset after it. */
export interface WordReading {
  readonly word: Word;
  readonly end: number;
}

const ends = /[\s;&|<>()]/;

/** Parses the word at an offset; empty if missing. Throws ShellSyntaxError. */
export function readWord(text: string, start: number): WordReading {
  const parts: WordPart[] = [];
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    const isSubstitution = /^[<>]\(/.test(text.slice(at, at + 2)) && at === start;
    if (ends.test(character) && !isSubstitution) break;
    if (isSubstitution) {
      const end = closingParenthesis(text, at + 2);
      parts.push({ kind: 'command', script: text.slice(at + 2, end), quoted: true });
      at = end + 1;
    } else if (character === '\\') {
      if (text.charAt(at + 1) !== '\n') addText(parts, text.charAt(at + 1), true);
      at += 2;
    } else if (character === "'") {
      const end = text.indexOf("'", at + 1);
      if (end === -1) throw new ShellSyntaxError('unclosed single quote');
      addText(parts, text.slice(at + 1, end), true);
      at = end + 1;
    } else if (character === '"') at = readDoubleQuoted(text, at + 1, parts);
    else if (character === '`') at = readBackquoted(text, at + 1, parts, false);
    else if (character === '$') at = readDollar(text, at, parts, false);
    else {
      addText(parts, character, false);
      at += 1;
    }
  }
  return { word: parts, end: at };
}

/** A whole text as one word including blanks, as in the argument of `${x:-...}`. */
export function readWholeWord(text: string, quoted: boolean): Word {
  const parts: WordPart[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '$') at = readDollar(text, at, parts, quoted);
    else if (character === '`') at = readBackquoted(text, at + 1, parts, quoted);
    else if (character === '"') at = readDoubleQuoted(text, at + 1, parts);
    else if (character === "'" && !quoted && text.includes("'", at + 1)) {
      const end = text.indexOf("'", at + 1);
      addText(parts, text.slice(at + 1, end), true);
      at = end + 1;
    } else if (character === '\\') {
      addText(parts, text.charAt(at + 1), true);
      at += 2;
    } else {
      addText(parts, character, quoted);
      at += 1;
    }
  }
  return parts;
}

function addText(parts: WordPart[], text: string, quoted: boolean): void {
  const last = parts.at(-1);
  if (last?.kind === 'text' && last.quoted === quoted) {
    parts[parts.length - 1] = { kind: 'text', text: last.text + text, quoted };
  } else parts.push({ kind: 'text', text, quoted });
}

function readDoubleQuoted(text: string, start: number, parts: WordPart[]): number {
  addText(parts, '', true);
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '"') return at + 1;
    if (character === '\\' && /[$`"\\\n]/.test(next)) {
      if (next !== '\n') addText(parts, next, true);
      at += 2;
    } else if (character === '$') at = readDollar(text, at, parts, true);
    else if (character === '`') at = readBackquoted(text, at + 1, parts, true);
    else {
      addText(parts, character, true);
      at += 1;
    }
  }
  throw new ShellSyntaxError('unclosed double quote');
}

function readBackquoted(text: string, start: number, parts: WordPart[], quoted: boolean): number {
  const end = /(?:[^\\`]|\\[\s\S])*?`/y;
  end.lastIndex = start;
  const found = end.exec(text);
  if (found === null) throw new ShellSyntaxError('unclosed backquote');
  const script = found[0].slice(0, -1).replace(/\\([$`\\])/g, '$1');
  parts.push({ kind: 'command', script, quoted });
  return end.lastIndex;
}

function readDollar(text: string, at: number, parts: WordPart[], quoted: boolean): number {
  if (text.startsWith('$((', at)) {
    const end = closingParenthesis(text, at + 2);
    parts.push({ kind: 'arithmetic', quoted });
    return end + 1;
  }
  if (text.startsWith('$(', at)) {
    const end = closingParenthesis(text, at + 2);
    parts.push({ kind: 'command', script: text.slice(at + 2, end), quoted });
    return end + 1;
  }
  if (text.startsWith('${', at)) {
    const end = closingBrace(text, at + 2);
    parts.push({ kind: 'parameter', expression: text.slice(at + 2, end), quoted });
    return end + 1;
  }
  if (text.startsWith("$'", at) && !quoted) {
    const end = text.indexOf("'", at + 2);
    if (end === -1) throw new ShellSyntaxError('unclosed single quote');
    const escapes: ReadonlyMap<string, string> = new Map([
      ['n', '\n'],
      ['t', '\t'],
    ]);
    const plain = text
      .slice(at + 2, end)
      .replace(/\\(.)/g, (_, escaped: string) => escapes.get(escaped) ?? escaped);
    addText(parts, plain, true);
    return end + 1;
  }
  const name = /^(?:[A-Za-z_]\w*|[0-9@*#?$!-])/.exec(text.slice(at + 1, at + 200))?.[0];
  if (name === undefined) {
    addText(parts, '$', quoted);
    return at + 1;
  }
  parts.push({ kind: 'parameter', expression: name, quoted });
  return at + 1 + name.length;
}

/** The offset of the parenthesis that closes one opened before `start`. */
function closingParenthesis(text: string, start: number): number {
  return closing(text, start, '(', ')');
}

function closingBrace(text: string, start: number): number {
  return closing(text, start, '{', '}');
}

function closing(text: string, start: number, open: string, close: string): number {
  let depth = 1;
  let inDouble = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') inDouble = !inDouble;
    else if (character === "'" && !inDouble) {
      const end = text.indexOf("'", at + 1);
      if (end === -1) break;
      at = end;
    } else if (character === '#' && !inDouble && open === '(' && /\s/.test(text.charAt(at - 1))) {
      const end = text.indexOf('\n', at);
      if (end === -1) break;
      at = end;
    } else if (character === open && !inDouble) depth += 1;
    else if (character === close && !inDouble) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  throw new ShellSyntaxError(`unclosed \`${open}\``);
}
