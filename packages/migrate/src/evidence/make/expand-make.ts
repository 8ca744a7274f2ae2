import { heldBy, unknownVariable } from '../unknown-text.js';
import { valueLimit } from '../world.js';
import { callFunction, isFunction } from './make-functions.js';
import type { MakeVariable } from './makefile.js';

/** The environment of an expansion in make. */
export interface MakeScope {
  /** A variable; undefined if unset. */
  readonly lookUp: (name: string) => MakeVariable | undefined;
  /** The value of an unset variable. */
  readonly unset: (name: string) => string;
  /** The output of `$(shell ...)`; undefined if unknown. */
  readonly shell: (script: string) => string | undefined;
  readonly glob: (pattern: string) => readonly string[];
  readonly absolute: (path: string) => string;
  readonly evaluate: (text: string) => void;
  readonly spend: (steps: number) => void;
}

const nestingLimit = 60;

/** Expands the variables and functions in a makefile's text. */
export function expandMake(text: string, scope: MakeScope, depth = 0): string {
  if (!text.includes('$')) return text;
  scope.spend(1 + text.length / 500);
  if (depth > nestingLimit) return unknownVariable('recursion');
  let result = '';
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf('$', at);
    if (dollar === -1) break;
    result += text.slice(at, dollar);
    const next = text.charAt(dollar + 1);
    if (next === '$') {
      result += '$';
      at = dollar + 2;
    } else if (next === '(' || next === '{') {
      const end = closingOf(text, dollar + 2, next);
      result += reference(text.slice(dollar + 2, end), scope, depth + 1);
      at = end + 1;
    } else {
      result += next === '' || /\s/.test(next) ? '' : variable(next, scope, depth + 1);
      at = dollar + 2;
    }
    if (result.length > valueLimit) return unknownVariable('value');
  }
  return result + text.slice(at);
}

/** The content of `$(...)`. */
function reference(inner: string, scope: MakeScope, depth: number): string {
  const [, name = '', rest = ''] = /^([a-z-]+)(?:[ \t\n]+([\s\S]*))?$/.exec(inner) ?? [];
  if (isFunction(name) && /[ \t\n]/.test(inner)) {
    return callFunction(name, rest, {
      ...scope,
      expand: (text, locals) =>
        expandMake(text, locals === undefined ? scope : withLocals(scope, locals), depth),
      test: (text) => expandMake(text, { ...scope, unset: () => '' }, depth),
      variable: (asked) => variable(asked, scope, depth),
    });
  }
  const substitution = /^([^:$(){}]+|\$[({][^(){}]*[)}]):([^=]*)=([\s\S]*)$/.exec(inner);
  if (substitution !== null) {
    const [, held = '', from = '', to = ''] = substitution.map((each) => each ?? '');
    const value = variable(expandMake(held, scope, depth), scope, depth);
    const [source, target] = [expandMake(from, scope, depth), expandMake(to, scope, depth)];
    const pattern = source.includes('%') ? `${source},${target}` : `%${source},%${target}`;
    return callFunction('patsubst', `${pattern},${value}`, {
      ...scope,
      expand: (text) => text,
      test: (text) => text,
      variable: () => '',
    });
  }
  return variable(expandMake(inner, scope, depth).trim(), scope, depth);
}

function variable(name: string, scope: MakeScope, depth: number): string {
  const held = scope.lookUp(name);
  if (held === undefined) return scope.unset(name);
  return held.recursive ? heldBy(name, expandMake(held.value, scope, depth + 1)) : held.value;
}

function withLocals(scope: MakeScope, locals: ReadonlyMap<string, string>): MakeScope {
  return {
    ...scope,
    lookUp: (name) => {
      const value = locals.get(name);
      return value === undefined ? scope.lookUp(name) : { value, recursive: false };
    },
  };
}

/** The end of a reference; the end of the text if it is unclosed. */
function closingOf(text: string, start: number, open: string): number {
  const close = open === '(' ? ')' : '}';
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === open) depth += 1;
    else if (character === close) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
