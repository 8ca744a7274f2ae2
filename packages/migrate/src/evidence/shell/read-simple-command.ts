import { readWord } from './read-word.js';
import type { ScriptCursor } from './script-cursor.js';
import {
  type Assignment,
  type Input,
  type ListItem,
  ShellSyntaxError,
  type Statement,
  type Word,
} from './syntax.js';

type ReadList = (cursor: ScriptCursor) => Statement;
type ReadCommand = (cursor: ScriptCursor, readList: ReadList) => Statement;

/** Commands whose arguments are assignments. */
const declaring: ReadonlySet<string> = new Set(['export', 'declare', 'local', 'readonly', 'typeset']);

/** Parses `NAME=value command argument > file`, or the function that starts with a name and `()`. */
export function readSimpleCommand(
  cursor: ScriptCursor,
  readList: ReadList,
  readCommand: ReadCommand,
): Statement {
  const start = cursor.at;
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  let input: Input | null = null;
  let end = start;
  for (;;) {
    cursor.skipBlank();
    const redirect = cursor.takeRedirect();
    if (redirect !== undefined) {
      input = redirect ?? input;
      end = cursor.at;
      continue;
    }
    const name = text(words[0]);
    const assignment = words.length === 0 || declaring.has(name) ? readAssignment(cursor) : undefined;
    if (assignment !== undefined) assignments.push(assignment);
    else {
      if (words.length === 1 && cursor.take('(')) {
        cursor.skipBlank();
        if (!cursor.take(')')) throw new ShellSyntaxError('unexpected `(`');
        cursor.skipLines();
        const body = cursor.nested(() => readCommand(cursor, readList));
        return { kind: 'function', name, body, start, end: cursor.at, input: null };
      }
      const word = name === '[[' ? readTestWord(cursor) : cursor.word();
      if (word.length === 0) break;
      words.push(word);
      if (name === '[[' && text(word) === ']]') {
        end = cursor.at;
        break;
      }
    }
    end = cursor.at;
  }
  if (words.length === 0 && assignments.length === 0 && end === start) {
    const found = cursor.text.slice(cursor.at, cursor.at + 10).trim();
    throw new ShellSyntaxError(found === '' ? 'missing command' : `unexpected \`${found}\``);
  }
  return { kind: 'simple', assignments, words, start, end, input };
}

function readAssignment(cursor: ScriptCursor): Assignment | undefined {
  const head = /([A-Za-z_]\w*)(?:\[([^\]\n]*)\])?(\+?)=/y;
  head.lastIndex = cursor.at;
  const found = head.exec(cursor.text);
  if (found === null) return undefined;
  const [, name = '', index, plus] = found;
  cursor.at = head.lastIndex;
  const key = index === undefined ? null : readWord(index, 0).word;
  if (!cursor.take('(')) {
    return { name, index: key, append: plus === '+', value: { kind: 'word', word: cursor.word() } };
  }
  const items: ListItem[] = [];
  for (;;) {
    cursor.skipLines();
    if (cursor.take(')')) return { name, index: key, append: plus === '+', value: { kind: 'list', items } };
    const keyed = /\[([^\]\n]*)\]=/y;
    keyed.lastIndex = cursor.at;
    const own = keyed.exec(cursor.text);
    if (own !== null) cursor.at = keyed.lastIndex;
    const word = cursor.word();
    if (word.length === 0 && own === null) throw new ShellSyntaxError('unclosed array');
    items.push({ key: own === null ? null : readWord(own[1] ?? '', 0).word, word });
  }
}

/** A word of `[[ ... ]]`, in which `&&`, `<` and parentheses are words too. */
function readTestWord(cursor: ScriptCursor): Word {
  cursor.skipLines();
  const operator = /&&|\|\||[<>()|&;]/y;
  operator.lastIndex = cursor.at;
  const found = operator.exec(cursor.text)?.[0];
  if (found === undefined) return cursor.word();
  cursor.take(found);
  return [{ kind: 'text', text: found, quoted: true }];
}

function text(word: Word | undefined): string {
  return word?.map((part) => (part.kind === 'text' ? part.text : '')).join('') ?? '';
}
