import { refusedFlag, splitFlags } from '@lambdazip/core/internal';
import type { BuildCommand } from '../evidence/build-command.js';

/** The linker flags of a build line, as written in the manifest. */
export interface LinkerFlags {
  /** One item per flag, with `${NAME}` for variables; without the flags that lambdazip sets. */
  readonly flags: readonly string[];
  /** The variables used in the flags, each with a default. */
  readonly variables: readonly LinkerVariable[];
  /** Flags that are not in the manifest, and why. */
  readonly leftOut: readonly { readonly what: string; readonly why: string }[];
}

/** A manifest variable for a value that the build file computes. */
export interface LinkerVariable {
  readonly name: string;
  readonly value: string;
  /** The Go variable it sets (`main.version`), if the value in the build file is unknown. */
  readonly computedFor: string | null;
}

const computed = /\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|\$\{[^}]*\}/g;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Placeholder for a computed value while flags are split; the value may contain spaces and quotes. */
const mark = '\u0000';

/**
 * Reads the value of `-ldflags` of a build line.
 *
 * @param cgo whether the program is built with cgo; without it, flags for the C linker have no effect
 */
export function readLinkerFlags(text: string, command: BuildCommand, cgo: boolean): LinkerFlags {
  const computedTexts: string[] = [];
  const marked = text.replace(computed, (match) => `${mark}${computedTexts.push(match) - 1}${mark}`);
  const split = splitFlags(marked.replace(/^all=/, ''));
  const shown = (flag: string): string =>
    flag.replace(/\0(\d+)\0/g, (_, at) => computedTexts[Number(at)] ?? '');
  if (split.kind === 'malformed') {
    return { flags: [], variables: [], leftOut: [{ what: `-ldflags ${shown(marked)}`, why: split.reason }] };
  }
  const flags: string[] = [];
  const variables: LinkerVariable[] = [];
  const leftOut: { what: string; why: string }[] = [];
  for (let at = 0; at < split.flags.length; at += 1) {
    const [name = '', joined] = parts(split.flags[at] ?? '');
    const takesNext = joined === undefined && valued.has(name) && at + 1 < split.flags.length;
    const value = takesNext ? split.flags[at + 1] : joined;
    if (takesNext) at += 1;
    if (name === 'X' && value !== undefined) {
      flags.push('-X', assignment(value));
    } else if (!own.has(name)) {
      const flag = [`-${name}`, ...(value === undefined ? [] : [value])].join('=');
      if (!flag.startsWith('-') || flag.includes(mark) || /^-\s*$/.test(flag)) {
        leftOut.push({
          what: `-ldflags ${shown(flag.replace(/^-(?=\0)/, ''))}`,
          why: 'its value is not known from the files',
        });
      } else if (!cgo && forCompilerOfC.has(name)) {
        leftOut.push({ what: `-ldflags ${flag}`, why: 'no effect without cgo' });
      } else if (refusedFlag('link', [flag], cgo) !== undefined) {
        leftOut.push({ what: `-ldflags ${flag}`, why: 'not supported in the manifest' });
      } else {
        flags.push(flag.replaceAll('${', '$${'));
      }
    }
  }
  return { flags, variables, leftOut };

  /** `main.version=1.2`, with variables for computed values and for variables of the build file. */
  function assignment(value: string): string {
    const end = value.indexOf('=');
    const [target, content] = [value.slice(0, end), value.slice(end + 1)];
    if (end === -1) return value;
    const variable = content.includes(mark) ? undefined : variableBehind(target, content, command);
    if (variable !== undefined) {
      variables.push({ name: variable, value: content, computedFor: null });
      return `${target}=\${${variable}}`;
    }
    const filled = content.replaceAll('${', '$${').replace(/\0(\d+)\0/g, (_, index) => {
      const inner = /^\$[{(](?:env:)?(.*)[})]$/s.exec(computedTexts[Number(index)] ?? '')?.[1] ?? '';
      const name = isVariable(inner, command.source) ? inner : upperSnake(target);
      variables.push({ name, value: 'dev', computedFor: target });
      return `\${${name}}`;
    });
    return `${target}=${filled}`;
  }
}

/** Flags that lambdazip sets itself, or that only change the program's ID. */
const own: ReadonlySet<string> = new Set(['s', 'w', 'B', 'buildid']);
const forCompilerOfC: ReadonlySet<string> = new Set(['extld', 'extldflags', 'linkmode', 'extar']);
const valued: ReadonlySet<string> = new Set([
  'X',
  'B',
  'buildid',
  'extld',
  'extldflags',
  'extar',
  'linkmode',
  'r',
  'I',
  'L',
  'T',
  'R',
  'H',
  'k',
  'libgcc',
]);

function parts(flag: string): [name: string, value: string | undefined] {
  const bare = flag.replace(/^--?/, '');
  const end = bare.indexOf('=');
  return end === -1 ? [bare, undefined] : [bare.slice(0, end), bare.slice(end + 1)];
}

/** Whether a person chose the name: the output of a command is named after the command (`git_describe`). */
function isVariable(name: string, source: string): boolean {
  return variableName.test(name) && (/[A-Z]/.test(name) || new RegExp(`[$.({]${name}\\b`).test(source));
}

/**
 * The variable that provides the whole value of a Go variable: the one on the line itself, or the only variable of the
 * build file with this value.
 */
function variableBehind(target: string, content: string, command: BuildCommand): string | undefined {
  const { source, variables = {} } = command;
  const escaped = target.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const reference = /(?:\$\$?[({]([A-Za-z_]\w*)[)}]|\$\$?([A-Za-z_]\w*)|\{\{\s*\.([A-Za-z_]\w*)\s*\}\})/
    .source;
  const found = new RegExp(`-X[= ]?\\s*['"]?${escaped}=['"]?${reference}(?=['"\\s]|$)`).exec(source);
  const named = found?.slice(1).find((name) => name !== undefined);
  if (named !== undefined || new RegExp(`${escaped}=`).test(source)) return named;
  const equal = Object.entries(variables).filter(([, value]) => content !== '' && value === content);
  return equal.length === 1 ? equal[0]?.[0] : undefined;
}

/** `GIT_COMMIT` of `main.gitCommit`. */
function upperSnake(target: string): string {
  const last = target.split(/[./]/).at(-1) ?? '';
  const words = last.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/\W/g, '_');
  return variableName.test(words) ? words.toUpperCase() : 'VERSION';
}
