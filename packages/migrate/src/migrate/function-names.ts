import type { WrittenFunction } from '../sources/template-function.js';

/** A name of a function, or a pattern in which `*` matches any characters, and the handler of those functions. */
export interface FunctionHandler {
  readonly name: string;
  readonly handler: string;
}

/**
 * The handlers that a function's name may select; only one if the name is known. Without one in the template, the
 * deployment generates a name, which only a pattern can match.
 */
export function handlersByName(
  functions: readonly FunctionHandler[],
  { name }: Pick<WrittenFunction, 'name'>,
): readonly string[] {
  if (name?.kind !== 'known') {
    const possible = functions.filter((each) => name !== undefined || each.name.includes('*'));
    return possible.map(({ handler }) => handler);
  }
  const found =
    functions.find((each) => each.name === name.value) ??
    functions.find((each) => matches(each.name, name.value));
  return found === undefined ? [] : [found.handler];
}

/** In one pass: each text between two stars is found at its first place. */
function matches(pattern: string, name: string): boolean {
  const [head = '', ...parts] = pattern.split('*');
  const tail = parts.pop();
  if (tail === undefined) return pattern === name;
  if (!name.startsWith(head)) return false;
  let at = head.length;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - tail.length >= at && name.endsWith(tail);
}
