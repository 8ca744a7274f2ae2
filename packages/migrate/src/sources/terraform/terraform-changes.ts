import type { Architecture, Runtime } from '@lambdazip/core/internal';
import { compareStrings, hclString, lambdaDefaultArchitecture } from '@lambdazip/core/internal';
import { join, normalize, relative } from 'pathe';
import type { TerraformAttributeName, TerraformFunction, TerraformSite } from './terraform-function.js';

/** An archive that functions are to be moved to; it need not be built. */
export interface ArchiveForTerraform {
  /** Of the zip, relative to the project's root. */
  readonly path: string;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** The `Handler` strings that it answers to. */
  readonly handlers: readonly string[];
}

/** A change of a line or an attribute that somebody has to make. */
export interface TerraformChange {
  /** As messages name it. */
  readonly file: string;
  /** From 1. Of the attribute; where `before` is null, the line that it follows. */
  readonly line: number;
  /** The attribute as it is, such as `runtime = "go1.x"`; null where it is to be added. */
  readonly before: string | null;
  /** The attribute as it has to be. */
  readonly after: string;
}

/** A function, and what it is to become. */
export interface TerraformTarget {
  readonly function: TerraformFunction;
  /** null where it cannot be told from the files. */
  readonly handler: string | null;
  /** undefined where no archive has its handler. */
  readonly archive: ArchiveForTerraform | undefined;
  readonly runtime: Runtime;
}

/** Attributes that may take their value from a variable or local, which others may share. */
type SharedName = 'runtime' | 'handler' | 'architectures';

/** The changes that make functions what they are to become: for each target, by file and line. */
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

/**
 * What the places of literals are to hold: an expression where all functions that take a value from one want the same
 * of it, else null.
 */
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

/** Where the code of a function is, in words, if not in a file. */
export function elsewhere({ attributes: { s3_bucket, s3_key } }: TerraformFunction): string | undefined {
  if (s3_bucket === undefined && s3_key === undefined) return undefined;
  return `S3 (${[s3_bucket, s3_key].flatMap((each) => (each === undefined ? [] : [each.attribute])).join(', ')})`;
}

// Without the attribute a function has Lambda's default.
function hasArchitecture({ attributes }: TerraformFunction, architecture: Architecture): boolean {
  const now =
    attributes.architectures === undefined ? [lambdaDefaultArchitecture] : attributes.architectures.items;
  return now?.length === 1 && now[0] === architecture;
}

// A path and its digest are the function's own, whatever they came from.
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

/** Terraform takes a path from where it runs; from its own directory it is the same everywhere. */
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
