import type { z } from 'zod';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { Location } from '../diagnostics/diagnostic.js';
import { retiredRuntimes } from '../lambda/runtimes.js';
import { likely } from './likely.js';
import { manifestJsonSchema } from './schema.js';
import type { DocumentPath } from './source-map.js';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue | Issue;

/** A finding of the schema, and the parts of the document to leave out so that the rest can be checked. */
export interface SchemaFinding {
  /** Creates the diagnostic. Lazy, since there may be more findings than are listed. */
  readonly diagnostic: () => Diagnostic;
  readonly prune: DocumentPath;
}

/** The location of the key or value at a path in the manifest's file. */
export interface Locator {
  readonly keyAt: (path: DocumentPath) => Location;
  readonly valueAt: (path: DocumentPath) => Location;
}

/** Translates zod's issues to diagnostics about a manifest. */
export function schemaFindings(issues: readonly Issue[], document: unknown, at: Locator): SchemaFinding[] {
  return issues.flatMap((issue) => findingsOf(issue, [], document, at));
}

function findingsOf(issue: RawIssue, prefix: DocumentPath, document: unknown, at: Locator): SchemaFinding[] {
  const path = [
    ...prefix,
    ...(issue.path ?? []).map((part) => (typeof part === 'number' ? part : String(part))),
  ];
  switch (issue.code) {
    case 'unrecognized_keys': {
      // Once for all of them: the schema is made again each time.
      const known = knownKeys(path);
      return issue.keys.map((key) => {
        const place = [...path, key];
        const diagnostic = () =>
          diagnose('manifest-unknown-key', { key, known, likely: likely(key, known) }, at.keyAt(place));
        return { diagnostic, prune: place };
      });
    }
    case 'invalid_key':
      return [invalid(path, messageOf(issue.issues?.[0]) ?? 'a different key', 'key')];
    case 'invalid_union': {
      // The branch for the kind of the value is the one whose issues are deeper than its type.
      const branch = issue.errors.find((errors) =>
        errors.every(
          (each) => each.path.length > 0 || !['invalid_type', 'invalid_union'].includes(each.code),
        ),
      );
      if (branch !== undefined && branch.length > 0) {
        return branch.flatMap((each) => findingsOf(each, path, document, at));
      }
      return [invalid(path, [...new Set(issue.errors.flat().map(expectedOf))].join(', or '))];
    }
    case 'invalid_value': {
      const options = issue.values.map(String);
      const found = valueAtPath(document, path);
      if (path.at(-1) === 'runtime') {
        const values = { found: described(found), retired: retiredOn(found) };
        return [
          {
            diagnostic: () => diagnose('manifest-runtime-unsupported', values, at.valueAt(path)),
            prune: path,
          },
        ];
      }
      const guess = typeof found === 'string' ? likely(found, options) : null;
      return [invalid(path, expectedOf(issue), 'value', guess)];
    }
    default:
      return [invalid(path, expectedOf(issue))];
  }

  function invalid(
    place: DocumentPath,
    expected: string,
    part: 'key' | 'value' = 'value',
    guess: string | null = null,
  ): SchemaFinding {
    const diagnostic = () => {
      const found =
        part === 'key' ? JSON.stringify(String(place.at(-1))) : described(valueAtPath(document, place));
      const what = place.length === 0 ? 'the manifest' : place.join('.');
      const location = part === 'key' ? at.keyAt(place) : at.valueAt(place);
      return diagnose('manifest-value-invalid', { what, expected, found, likely: guess }, location);
    };
    return { diagnostic, prune: place };
  }
}

function retiredOn(runtime: unknown): string | null {
  const retired = Object.entries(retiredRuntimes).find(([name]) => name === runtime);
  return retired === undefined ? null : retired[1].deprecated;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

function expectedOf(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected] ?? String(issue.expected);
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'invalid_union':
      return [...new Set(issue.errors.flat().map(expectedOf))].join(', or ');
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? 'a value that is not empty'
        : `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return messageOf(issue) ?? 'a different value';
  }
}

function messageOf(issue: RawIssue | undefined): string | undefined {
  return issue?.message;
}

/** The value, short enough for a message. */
function described(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

/** The value at a path; undefined if the path does not exist. */
export function valueAtPath(document: unknown, path: DocumentPath): unknown {
  let value = document;
  for (const part of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

/** Made once: it takes a millisecond each time, and a manifest can have thousands of errors. */
let jsonSchema: Record<string, unknown> | undefined;

// The schema itself knows which keys an object may have, so the names need not be repeated here.
function knownKeys(path: DocumentPath): readonly string[] {
  jsonSchema ??= manifestJsonSchema();
  let nodes: unknown[] = [jsonSchema];
  for (const part of path) {
    nodes = nodes.flatMap(alternatives).flatMap((node) => {
      const { properties, additionalProperties, items } = node as Record<string, unknown>;
      const own = valueAtPath(properties, [part]);
      if (own !== undefined) return [own];
      return typeof part === 'number' ? [items] : [additionalProperties];
    });
  }
  return nodes
    .flatMap(alternatives)
    .flatMap((node) => Object.keys((node as { properties?: object }).properties ?? {}))
    .filter((key) => key !== '$schema');
}

function alternatives(node: unknown): object[] {
  if (node === null || typeof node !== 'object') return [];
  const anyOf = valueAtPath(node, ['anyOf']);
  return Array.isArray(anyOf) ? anyOf.flatMap(alternatives) : [node];
}
