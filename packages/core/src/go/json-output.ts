import { failure } from '../diagnostics/diagnose.js';

// go prints one object after another; only the start of an object is a brace in the first column.
const objectStart = /\n(?=\{)/;

/** The fields of `go list -json` that are read, by type. */
const textFields = ['ImportPath', 'Dir', 'Name', 'Root', 'DefaultGODEBUG'] as const;
const listFields = [
  'GoFiles',
  'CgoFiles',
  'IgnoredGoFiles',
  'TestGoFiles',
  'XTestGoFiles',
  'EmbedFiles',
  'EmbedPatterns',
  'Deps',
  'Imports',
] as const;
const objectFields = ['Module', 'Error'] as const;

/**
 * Parses the JSON objects printed by a go command. The first `go` on PATH may be a script that prints something else.
 *
 * @throws LambdazipError `go-unusable`
 */
export function goObjects<Printed extends object>(program: string, text: string): Printed[] {
  const parts = text.split(objectStart).filter((part) => part.trim() !== '');
  return parts.map((part) => {
    const value = parsed(part);
    if (!isObject(value) || !hasKinds(value)) throw failure('go-unusable', { program, output: part.trim() });
    return value as Printed;
  });
}

/** The variables printed by `go env -json`; undefined if the output is not valid. */
export function goVariables(text: string): Record<string, string> | undefined {
  const value = parsed(text);
  if (!isObject(value) || !Object.values(value).every((each) => typeof each === 'string')) return undefined;
  return value as Record<string, string>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasKinds(value: Record<string, unknown>): boolean {
  const isText = (each: unknown): boolean => typeof each === 'string';
  const isTexts = (each: unknown): boolean => Array.isArray(each) && each.every(isText);
  const printed = new Map(Object.entries(value));
  const allAre = (fields: readonly string[], is: (each: unknown) => boolean): boolean =>
    fields.every((field) => !printed.has(field) || is(printed.get(field)));
  return allAre(textFields, isText) && allAre(listFields, isTexts) && allAre(objectFields, isObject);
}
