import type { Architecture, Runtime } from '@lambdazip/core/internal';
import { compareStrings, hclString, lambdaDefaultArchitecture } from '@lambdazip/core/internal';
import { join, normalize, relative } from 'pathe';
import type { TerraformAttributeName, TerraformFunction, TerraformSite } from './terraform-function.js';

/** An archive for functions to migrate; it need not be built. */
export interface ArchiveForTerraform {
  /** The path of the zip, relative to the project's root. */
  readonly path: string;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** Its `Handler` strings. */
  readonly handlers: readonly string[];
}

/** A change to a line or an attribute to make by hand. */
export interface TerraformChange {
  /** Its name in messages. */
  readonly file: string;
  /** From 1. The line of the attribute or, if `before` is null, the line after which to add it. */
  readonly line: number;
  /** The current attribute, such as `runtime = "go1.x"`; null if it has to be added. */
  readonly before: string | null;
  /** The new attribute. */
  readonly after: string;
}

/** A function, and its target. */
export interface TerraformTarget {
  readonly function: TerraformFunction;
  /** null if not known from the files. */
  readonly handler: string | null;
  /** undefined if no archive has its handler. */
  readonly archive: ArchiveForTerraform | undefined;
  readonly runtime: Runtime;
}

/** Attributes whose value may come from a variable or local, which others may share. */
type SharedName = 'runtime' | 'handler' | 'architectures';

/** The changes to the functions: for each target, sorted by file and line. */
export function changesOf(
  functions: readonly TerraformFunction[],
  targets: readonly TerraformTarget[],
): readonly (readonly TerraformChange[])[] {
  const agreed = agreedSites(functions, targets);
  return targets.map(({ function: found, archive, runtime, handler }) => {
    const { attributes } = found;
    const change = (name: SharedName, expression: string): TerraformChange[] => {
      const attribute = attributes[name];
      const isAgreed = attribute !== undefined && agreed.get(keyOf(attribute.site)) === expression;
      return changesAt(found, name, isAgreed ? attribute.site : attribute, expression);
    };
    const wanted = wantedOf({ function: found, archive, runtime, handler });
    return [
      ...(attributes.runtime?.value === runtime ? [] : change('runtime', wanted.runtime)),
      ...(wanted.handler === null || attributes.handler?.value === handler
        ? []
        : change('handler', wanted.handler)),
      ...(archive === undefined ||
      wanted.architectures === null ||
      hasArchitecture(found, archive.architecture)
        ? []
        : change('architectures', wanted.architectures)),
      ...(archive === undefined || elsewhere(found) !== undefined ? [] : fileChanges(found, archive)),
    ].sort(byPlace);
  });
}

function wantedOf({ runtime, handler, archive }: TerraformTarget) {
  return {
    runtime: hclString(runtime),
    handler: handler === null ? null : hclString(handler),
    architectures: archive === undefined ? null : `[${hclString(archive.architecture)}]`,
  } as const satisfies Record<SharedName, string | null>;
}

/** The new expressions of literals, if all functions that use one need the same value; otherwise null. */
function agreedSites(
  functions: readonly TerraformFunction[],
  targets: readonly TerraformTarget[],
): ReadonlyMap<string, string | null> {
  const wanted = new Map(targets.map((target) => [target.function, wantedOf(target)]));
  const agreed = new Map<string, string | null>();
  for (const each of functions) {
    const wishes = new Map<string, string | null>(Object.entries(wanted.get(each) ?? {}));
    for (const [name, { site }] of Object.entries(each.attributes)) {
      const key = keyOf(site);
      const wish = wishes.get(name) ?? null;
      agreed.set(key, agreed.has(key) && agreed.get(key) !== wish ? null : wish);
    }
  }
  return agreed;
}

/** The location of a function's code in words, if it is not a file. */
export function elsewhere({ attributes: { s3_bucket, s3_key } }: TerraformFunction): string | undefined {
  if (s3_bucket === undefined && s3_key === undefined) return undefined;
  return `S3 (${[s3_bucket, s3_key].flatMap((each) => (each === undefined ? [] : [each.attribute])).join(', ')})`;
}

// Lambda's default, without the attribute.
function hasArchitecture({ attributes }: TerraformFunction, architecture: Architecture): boolean {
  const now =
    attributes.architectures === undefined ? [lambdaDefaultArchitecture] : attributes.architectures.items;
  return now?.length === 1 && now[0] === architecture;
}

// A path and its digest are changed on the function itself, wherever the values came from.
function fileChanges(found: TerraformFunction, archive: ArchiveForTerraform): TerraformChange[] {
  const { filename, source_code_hash: hash } = found.attributes;
  const now = filename?.value ?? null;
  const isThere = now !== null && normalize(join(found.directory, now)) === normalize(archive.path);
  const path = isThere && filename !== undefined ? filename.text : fileExpression(found, archive);
  return [
    ...changesAt(found, 'filename', filename, path),
    ...changesAt(found, 'source_code_hash', hash, `filebase64sha256(${path})`),
  ];
}

/** Terraform resolves paths relative to where it runs; relative to the module's directory they are always the same. */
function fileExpression({ directory }: TerraformFunction, { path }: ArchiveForTerraform): string {
  const quoted = hclString(relative(join('/', directory), join('/', path)));
  return `"\${path.module}/${quoted.slice(1)}`;
}

function changesAt(
  found: TerraformFunction,
  name: TerraformAttributeName,
  at: TerraformSite | undefined,
  expression: string,
): TerraformChange[] {
  if (at === undefined) {
    const { handler, runtime } = found.attributes;
    return [{ ...placeOf(runtime ?? handler ?? found), before: null, after: `${name} = ${expression}` }];
  }
  if (at.expression === expression) return [];
  const kept = at.attribute.slice(0, at.attribute.length - at.expression.length);
  return [{ ...placeOf(at), before: at.attribute, after: `${kept}${expression}` }];
}

function keyOf({ location: { file, line, column } }: TerraformSite): string {
  return `${line}:${column} ${file}`;
}

function placeOf({ location }: Pick<TerraformSite, 'location'>): { file: string; line: number } {
  return { file: location.file ?? '', line: location.line ?? 1 };
}

function byPlace(a: TerraformChange, b: TerraformChange): number {
  return compareStrings(a.file, b.file) || a.line - b.line;
}
