import type { ProjectFiles } from '@lambdazip/core/internal';
import { dirname, join } from 'pathe';
import {
  blocksOf,
  type HclAttribute,
  type HclBlock,
  type HclFile,
  sourceOf,
  stringOf,
} from './hcl-blocks.js';
import type { HclScope } from './hcl-values.js';
import type { ParseTerraform } from './parse-terraform.js';

/** Attributes that determine which program a function runs. */
const programAttributes = [
  'filename',
  'handler',
  's3_bucket',
  's3_key',
  's3_object_version',
  'image_uri',
  'package_type',
  'runtime',
  'architectures',
  'source_code_hash',
] as const;

const ofInstance = /\b(?:each\.(?:key|value)|count\.index)\b/;

/** A `module` block in a different directory that calls the module. */
export type ModuleCall = HclBlock;

/** Why the instances of a resource may run different programs. */
export interface Repetition {
  /** Why the resource creates several functions. */
  readonly by: 'count' | 'for_each' | 'module';
  /** The attribute that differs between them, in one line. */
  readonly attribute: string;
}

/**
 * Whether a resource creates functions that may run different programs: an attribute that determines the program depends on
 * the instance, or on a variable with different values in the calls of the module.
 *
 * @param calls the blocks that call the module with the resource
 */
export function repetitionOf(
  resource: HclBlock,
  scope: HclScope,
  calls: readonly ModuleCall[],
): Repetition | null {
  const by = repeatedBy(resource);
  const varying = varyingVariables(calls);
  for (const name of programAttributes) {
    const attribute = resource.attributes.get(name);
    if (attribute === undefined) continue;
    const texts = textsBehind(attribute, scope);
    const written = sourceOf(attribute.file, attribute.node).replace(/\s+/g, ' ');
    if (by !== null && texts.some((text) => ofInstance.test(text))) return { by, attribute: written };
    if (texts.some((text) => variablesIn(text).some((variable) => varying.has(variable)))) {
      return { by: 'module', attribute: written };
    }
  }
  return null;
}

/** `count` or `for_each` of a block. A nested `dynamic` block repeats only a part of one function. */
export function repeatedBy({ attributes }: HclBlock): 'count' | 'for_each' | null {
  if (attributes.has('for_each')) return 'for_each';
  return attributes.has('count') ? 'count' : null;
}

/** The `module` blocks of a project whose source is a directory of it. */
export async function callsOf(
  directory: string,
  { files, read }: ProjectFiles,
  parseTerraform: ParseTerraform,
): Promise<readonly ModuleCall[]> {
  const calls: ModuleCall[] = [];
  for (const path of files.filter((file) => file.endsWith('.tf') && dirname(file) !== directory)) {
    const text = await read(path);
    if (text === undefined || !/\bmodule\b/.test(text)) continue;
    const root = await parseTerraform(text.replace(/^\uFEFF/, ' '));
    if (root === undefined) continue;
    const file: HclFile = { path, text, root, lineStarts: [] };
    calls.push(
      ...blocksOf(file).filter((block) => {
        const source = block.type === 'module' ? sourceDirectory(block) : undefined;
        return source !== undefined && join(dirname(path), source).replace(/(?<=.)\/$/, '') === directory;
      }),
    );
  }
  return calls;
}

/** The `source` of a module if it is a path. */
function sourceDirectory({ file, attributes }: HclBlock): string | undefined {
  const source = attributes.get('source');
  if (source === undefined) return undefined;
  const written = stringOf(file, source.expression);
  return /^\.{1,2}(?:\/|$)/.test(written) ? written : undefined;
}

/** The variables whose value differs between instances of the module. */
function varyingVariables(calls: readonly ModuleCall[]): ReadonlySet<string> {
  const names = new Set(calls.flatMap(({ attributes }) => [...attributes.keys()]));
  return new Set(
    [...names].filter((name) => {
      const given = calls.map((call) => {
        const attribute = call.attributes.get(name);
        return { call, text: attribute && sourceOf(attribute.file, attribute.expression) };
      });
      return (
        new Set(given.map(({ text }) => text)).size > 1 ||
        given.some(({ call, text }) => repeatedBy(call) !== null && ofInstance.test(text ?? ''))
      );
    }),
  );
}

/** The text of an attribute, and of the locals and archives it refers to. */
function textsBehind(attribute: HclAttribute, { locals, archiveFiles }: HclScope): readonly string[] {
  const reached = new Set([attribute]);
  for (const { file, expression } of reached) {
    const text = sourceOf(file, expression);
    for (const [, name = ''] of text.matchAll(/\blocal\.([\w-]+)/g)) add(locals.get(name));
    for (const [, name = ''] of text.matchAll(/\bdata\.archive_file\.([\w-]+)/g)) {
      for (const each of archiveFiles.get(name)?.attributes.values() ?? []) add(each);
    }
  }
  return [...reached].map(({ file, expression }) => sourceOf(file, expression));

  function add(next: HclAttribute | undefined): void {
    if (next !== undefined) reached.add(next);
  }
}

function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\bvar\.([\w-]+)/g)].map(([, name = '']) => name);
}
