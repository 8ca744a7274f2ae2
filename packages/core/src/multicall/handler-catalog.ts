import type { GoProgram } from '../go/go-run.js';

/** A handler in a program, and its main package. */
export interface ContainedHandler {
  readonly handler: string;
  /** The import path. */
  readonly package: string;
}

/** The first and the last line of the list in a program. */
const first = 'lambdazip multicall 1\n';
const last = 'lambdazip multicall end\n';

/** Bytes; a list of 10,000 handlers is smaller. */
const longest = 4 * 1024 * 1024;

/** The list of handlers that a program contains as text, so that it can be read without running it. Neither part has spaces. */
export function handlerCatalog(mains: GoProgram['mains']): string {
  const lines = mains.flatMap(({ importPath, handlers }) =>
    handlers.map((handler) => `${handler} ${importPath}\n`),
  );
  return first + lines.join('') + last;
}

/** The handlers in a program's list; empty for a program without a list. */
export function readHandlerCatalog(program: Uint8Array): readonly ContainedHandler[] {
  const at = indexOf(program, first, 0);
  if (at === -1) return [];
  const start = at + first.length;
  const end = indexOf(program.subarray(0, start + longest), last, start);
  if (end === -1) return [];
  const lines = new TextDecoder().decode(program.subarray(start, end)).split('\n').slice(0, -1);
  const handlers = lines.map((line) => {
    const [handler = '', path = ''] = line.split(' ');
    return { handler, package: path };
  });
  return handlers.every((each) => each.handler !== '' && each.package !== '') ? handlers : [];
}

function indexOf(bytes: Uint8Array, text: string, from: number): number {
  const wanted = new TextEncoder().encode(text);
  const [head = 0] = wanted;
  for (let at = bytes.indexOf(head, from); at !== -1; at = bytes.indexOf(head, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
