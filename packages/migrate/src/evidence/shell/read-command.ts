import { readSimpleCommand } from './read-simple-command.js';
import type { ScriptCursor } from './script-cursor.js';
import {
  type Branch,
  type CaseBranch,
  type Input,
  ShellSyntaxError,
  type Statement,
  type Word,
} from './syntax.js';

type ReadList = (cursor: ScriptCursor) => Statement;

/** Parses one command, simple or compound, and its redirections. Nested lists are parsed by `readList`. */
export function readCommand(cursor: ScriptCursor, readList: ReadList): Statement {
  const start = cursor.at;
  const compound = readCompound(cursor, readList, start);
  if (compound === undefined) return readSimpleCommand(cursor, readList, readCommand);
  let input: Input | null = null;
  for (;;) {
    cursor.skipBlank();
    const redirect = cursor.takeRedirect();
    if (redirect === undefined) break;
    input = redirect ?? input;
  }
  return { ...compound, end: cursor.at, input };
}

function readCompound(cursor: ScriptCursor, readList: ReadList, start: number): Statement | undefined {
  const place = { start, end: start, input: null };
  if (cursor.startsWith('((')) return readArithmetic(cursor, place);
  if (cursor.take('(')) {
    const body = readList(cursor);
    if (!cursor.take(')')) throw new ShellSyntaxError('unclosed `(`');
    return { kind: 'group', subshell: true, body, ...place };
  }
  switch (cursor.peekName()) {
    case '{': {
      cursor.take('{');
      const body = readList(cursor);
      cursor.expectName('}');
      return { kind: 'group', subshell: false, body, ...place };
    }
    case 'if':
      return { kind: 'if', ...readBranches(cursor, readList), ...place };
    case 'while':
    case 'until': {
      cursor.word();
      const condition = readList(cursor);
      return { kind: 'while', condition, body: readLoopBody(cursor, readList), ...place };
    }
    case 'for':
    case 'select':
      return readFor(cursor, readList, place);
    case 'case':
      return readCase(cursor, readList, place);
    case 'function': {
      cursor.word();
      cursor.skipBlank();
      const name = bareText(cursor.word());
      cursor.skipBlank();
      if (cursor.take('(') && !cursor.take(')')) throw new ShellSyntaxError('function without a body');
      cursor.skipLines();
      return { kind: 'function', name, body: cursor.nested(() => readCommand(cursor, readList)), ...place };
    }
    default:
      return undefined;
  }
}

type Spans = Pick<Statement, 'start' | 'end' | 'input'>;

function readArithmetic(cursor: ScriptCursor, place: Spans): Statement {
  const end = cursor.text.indexOf('))', cursor.at);
  if (end === -1) throw new ShellSyntaxError('unclosed `((`');
  cursor.at = end + 2;
  return { kind: 'list', statements: [], ...place };
}

function readBranches(
  cursor: ScriptCursor,
  readList: ReadList,
): { branches: Branch[]; otherwise: Statement | null } {
  const branches: Branch[] = [];
  let otherwise: Statement | null = null;
  do {
    cursor.word();
    const condition = readList(cursor);
    cursor.expectName('then');
    branches.push({ condition, body: readList(cursor) });
    cursor.skipLines();
  } while (cursor.peekName() === 'elif');
  if (cursor.takeName('else')) otherwise = readList(cursor);
  cursor.expectName('fi');
  return { branches, otherwise };
}

function readLoopBody(cursor: ScriptCursor, readList: ReadList): Statement {
  cursor.skipLines();
  cursor.take(';');
  cursor.skipLines();
  if (cursor.takeName('{')) {
    const body = readList(cursor);
    cursor.expectName('}');
    return body;
  }
  cursor.expectName('do');
  const body = readList(cursor);
  cursor.expectName('done');
  return body;
}

function readFor(cursor: ScriptCursor, readList: ReadList, place: Spans): Statement {
  cursor.word();
  cursor.skipBlank();
  if (cursor.startsWith('((')) {
    // Counting loops: the body is read once, and the counter stays unknown.
    const condition = readArithmetic(cursor, place);
    return { kind: 'while', condition, body: readLoopBody(cursor, readList), ...place };
  }
  const name = bareText(cursor.word());
  cursor.skipLines();
  let words: Word[] | null = null;
  if (cursor.takeName('in')) {
    words = [];
    for (;;) {
      cursor.skipBlank();
      const word = cursor.word();
      if (word.length === 0) break;
      words.push(word);
    }
  }
  return { kind: 'for', name, words, body: readLoopBody(cursor, readList), ...place };
}

function readCase(cursor: ScriptCursor, readList: ReadList, place: Spans): Statement {
  cursor.word();
  cursor.skipBlank();
  const word = cursor.word();
  cursor.expectName('in');
  const branches: CaseBranch[] = [];
  for (;;) {
    cursor.skipLines();
    if (cursor.takeName('esac')) return { kind: 'case', word, branches, ...place };
    cursor.take('(');
    const patterns: Word[] = [];
    do {
      cursor.skipBlank();
      patterns.push(cursor.word());
      cursor.skipBlank();
    } while (cursor.take('|'));
    if (!cursor.take(')')) throw new ShellSyntaxError('unclosed `case` pattern');
    branches.push({ patterns, body: readList(cursor) });
    cursor.skipLines();
    if (cursor.take(';;')) cursor.take('&');
    else if (cursor.peekName() !== 'esac') throw new ShellSyntaxError('missing `;;`');
  }
}

function bareText(word: Word): string {
  return word.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}
