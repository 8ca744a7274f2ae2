import { dirname } from 'pathe';
import { diagnose } from '../../diagnostics/diagnose.js';
import {
  attributesOf,
  blocksOf,
  type HclAttribute,
  type HclBlock,
  type HclFile,
  sourceOf,
} from './hcl-blocks.js';
import { evaluator, type HclScope, type HclValue, siteOf } from './hcl-values.js';
import { callsOf, type ModuleCall, repeatedBy, repetitionOf } from './repeated-function.js';
import { isTerraformFile, placeOf, readTerraformFiles, type TerraformContext } from './terraform-files.js';
import {
  mayBeGo,
  type TerraformAttribute,
  type TerraformFunction,
  type TerraformModule,
  type TerraformSite,
  terraformAttributes,
} from './terraform-function.js';

/**
 * Reads the functions of a Terraform module: all `.tf` files of a directory. Parts that cannot be read are reported.
 *
 * @param path a file or directory, relative to the project's root
 * @returns undefined if the file does not exist or the directory has no `.tf` file, which is reported as an error
 */
export async function readTerraform(
  path: string,
  context: TerraformContext,
): Promise<TerraformModule | undefined> {
  const { project, report } = context;
  const isFile = project.files.includes(path);
  const directory = isFile ? dirname(path) : path.replace(/\/+$/, '') || '.';
  const read = isFile && !isTerraformFile(path) ? undefined : await readTerraformFiles(directory, context);
  if (read === undefined) {
    const reason = isFile ? 'not a Terraform file' : 'no .tf files found';
    report(diagnose('template-unreadable', { file: project.display(path), reason }));
    return undefined;
  }
  const { configurations, values } = read;
  const blocks = configurations.flatMap(blocksOf);
  const scope = scopeOf(blocks, values);
  const calls = await callsOf(directory, project, context.parseTerraform);
  const reading: ModuleReading = { directory, scope, calls, evaluate: evaluator(scope), context };
  for (const block of blocks) reportModule(block, context);
  return {
    directory,
    files: [...configurations, ...values].map((file) => file.path),
    functions: blocks
      .filter(({ type, labels }) => type === 'resource' && labels[0] === 'aws_lambda_function')
      .map((block) => functionOf(block, reading)),
  };
}

interface ModuleReading {
  readonly directory: string;
  readonly scope: HclScope;
  readonly calls: readonly ModuleCall[];
  readonly evaluate: (attribute: HclAttribute) => HclValue;
  readonly context: TerraformContext;
}

function scopeOf(blocks: readonly HclBlock[], values: readonly HclFile[]): HclScope {
  const variables = new Map<string, HclAttribute>();
  const locals = new Map<string, HclAttribute>();
  const archiveFiles = new Map<string, HclBlock>();
  for (const block of blocks) {
    const [first = '', second = ''] = block.labels;
    const byDefault = block.attributes.get('default');
    if (block.type === 'variable' && byDefault !== undefined) variables.set(first, byDefault);
    if (block.type === 'locals') for (const [name, value] of block.attributes) locals.set(name, value);
    if (block.type === 'data' && first === 'archive_file') archiveFiles.set(second, block);
  }
  for (const file of values) {
    for (const [name, value] of attributesOf(file, file.root)) variables.set(name, value);
  }
  return { variables, locals, archiveFiles };
}

function functionOf(block: HclBlock, reading: ModuleReading): TerraformFunction {
  const { directory, context, scope, calls } = reading;
  const name = block.labels[1] ?? '';
  const location = placeOf(block.file, block.node.start, context);
  const attributes: Partial<Record<string, TerraformAttribute>> = {};
  for (const key of terraformAttributes) {
    const attribute = block.attributes.get(key);
    if (attribute !== undefined) attributes[key] = attributeOf(attribute, reading);
  }
  const repetition = repetitionOf(block, scope, calls);
  const found = { name, location, directory, repeated: repeatedBy(block), repetition, attributes };
  if (repetition !== null && mayBeGo(found)) {
    const values = { name: `aws_lambda_function.${name}`, ...repetition };
    context.report(diagnose('terraform-repeated', values, location));
  }
  return found;
}

function attributeOf(
  attribute: HclAttribute,
  { scope, evaluate, context }: ModuleReading,
): TerraformAttribute {
  const value = evaluate(attribute);
  const own = writtenAt(attribute, context);
  const items =
    value.kind !== 'list' ? [] : value.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  return {
    ...own,
    text: own.expression,
    value: value.kind === 'text' ? value.text : null,
    items: value.kind === 'list' && items.length === value.items.length ? items : null,
    site: writtenAt(siteOf(attribute, scope), context),
  };
}

function writtenAt({ file, node, expression }: HclAttribute, context: TerraformContext): TerraformSite {
  return {
    location: placeOf(file, node.start, context),
    attribute: sourceOf(file, node),
    expression: sourceOf(file, expression),
  };
}

// A module with any name may contain functions; the one most people use for them is recognized.
function reportModule(block: HclBlock, context: TerraformContext): void {
  if (block.type !== 'module') return;
  const source = block.attributes.get('source');
  const from = source === undefined ? undefined : sourceOf(source.file, source.expression);
  if (from === undefined || !/lambda/i.test(`${from} ${block.labels[0] ?? ''}`)) return;
  const isKnown = /^"terraform-aws-modules\/lambda\/aws"$/.test(from);
  const reason = isKnown
    ? `it uses terraform-aws-modules/lambda/aws; to deploy an archive with it, set \`local_existing_package\` and \`create_package = false\``
    : `its functions are defined in the module ${from}`;
  const what = `module.${block.labels[0] ?? ''}`;
  context.report(
    diagnose('terraform-not-read', { what, reason }, placeOf(block.file, block.node.start, context)),
  );
}
