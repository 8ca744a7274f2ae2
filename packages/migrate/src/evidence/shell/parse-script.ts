import { readCommand } from './read-command.js';
import { ScriptCursor } from './script-cursor.js';
import { type Link, ShellSyntaxError, type Statement } from './syntax.js';

/** Words that end a list of commands. */
const closers: ReadonlySet<string> = new Set(['then', 'do', 'done', 'fi', 'else', 'elif', 'esac', '}']);

/** Parses an sh or bash script. Throws ShellSyntaxError. */
export function parseScript(text: string): Statement {
  const cursor = new ScriptCursor(text);
  const list = readList(cursor);
  if (!cursor.ended)
    throw new ShellSyntaxError(`unexpected \`${text.slice(cursor.at, cursor.at + 10).trim()}\``);
  return list;
}

function readList(cursor: ScriptCursor): Statement {
  return cursor.nested(() => {
    const start = cursor.at;
    const statements: Statement[] = [];
    for (;;) {
      cursor.skipLines();
      if (!cursor.startsWith(';;') && (cursor.take(';') || cursor.take('&'))) continue;
      if (cursor.ended || cursor.startsWith(')') || cursor.startsWith(';;') || closers.has(cursor.peekName()))
        break;
      statements.push(readChain(cursor));
    }
    return { kind: 'list', statements, start, end: cursor.at, input: null };
  });
}

function readChain(cursor: ScriptCursor): Statement {
  const start = cursor.at;
  const first = readPipeline(cursor);
  const rest: Link[] = [];
  for (;;) {
    cursor.skipBlank();
    const operator = cursor.take('&&') ? '&&' : cursor.take('||') ? '||' : null;
    if (operator === null) break;
    cursor.skipLines();
    rest.push({ operator, statement: readPipeline(cursor) });
  }
  return rest.length === 0 ? first : { kind: 'chain', first, rest, start, end: cursor.at, input: null };
}

function readPipeline(cursor: ScriptCursor): Statement {
  const start = cursor.at;
  let negated = false;
  while (cursor.takeName('!')) {
    negated = !negated;
    cursor.skipBlank();
  }
  const stages = [readCommand(cursor, readList)];
  for (;;) {
    cursor.skipBlank();
    if (cursor.startsWith('||') || !cursor.take('|')) break;
    cursor.take('&');
    cursor.skipLines();
    stages.push(readCommand(cursor, readList));
  }
  const [first] = stages;
  if (stages.length === 1 && first !== undefined && !negated) return first;
  return { kind: 'pipeline', negated, stages, start, end: cursor.at, input: null };
}
