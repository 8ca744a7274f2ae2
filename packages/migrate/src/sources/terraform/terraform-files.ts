import type { Location } from '@lambdazip/core/internal';
import { compareStrings } from '@lambdazip/core/internal';
import { dirname } from 'pathe';
import { diagnose } from '../../diagnostics/diagnose.js';
import type { ReadContext } from '../template-reading.js';
import { type HclFile, sourceOf } from './hcl-blocks.js';
import type { ParseTerraform, SyntaxNode } from './parse-terraform.js';

export interface TerraformContext extends ReadContext {
  readonly parseTerraform: ParseTerraform;
}

/** The readable files of a module. */
export interface TerraformFiles {
  /** `.tf`, sorted. */
  readonly configurations: readonly HclFile[];
  /** `terraform.tfvars` and `.auto.tfvars`; later ones take precedence. */
  readonly values: readonly HclFile[];
}

/** Reads and parses the files of a directory; undefined if it has no `.tf` file. */
export async function readTerraformFiles(
  directory: string,
  context: TerraformContext,
): Promise<TerraformFiles | undefined> {
  const { project, report } = context;
  const beside = project.files.filter((file) => dirname(file) === directory);
  const configurations = beside.filter((file) => file.endsWith('.tf') && !isOverride(file));
  if (configurations.length === 0) return undefined;
  for (const file of beside.filter((each) => isOverride(each) || each.endsWith('.tf.json'))) {
    const reason = isOverride(file)
      ? 'override files are not supported'
      : 'Terraform files in JSON are not supported';
    report(diagnose('terraform-not-read', { what: project.display(file), reason }));
  }
  return {
    configurations: await readFiles(configurations, context),
    values: await readFiles(beside.filter(isValueFile).sort(byPrecedence), context),
  };
}

/** Whether a file has the name of a Terraform file. */
export function isTerraformFile(path: string): boolean {
  return /\.tf(?:vars)?$/.test(path);
}

function isOverride(file: string): boolean {
  return /(?:^|[/_])override\.tf$/.test(file);
}

function isValueFile(file: string): boolean {
  return /(?:^|\/)terraform\.tfvars$|\.auto\.tfvars$/.test(file);
}

// terraform.tfvars first, because the others override it.
function byPrecedence(a: string, b: string): number {
  const rank = (file: string): string => `${file.endsWith('.auto.tfvars') ? 1 : 0}${file}`;
  return compareStrings(rank(a), rank(b));
}

async function readFiles(paths: readonly string[], context: TerraformContext): Promise<readonly HclFile[]> {
  const files: HclFile[] = [];
  for (const path of paths) {
    // A byte order mark is kept, so that offsets match the file.
    const text = await context.project.read(path);
    const root = text === undefined ? undefined : await context.parseTerraform(text.replace(/^\uFEFF/, ' '));
    if (text === undefined || root === undefined) {
      const what = context.project.display(path);
      context.report(diagnose('terraform-not-read', { what, reason: 'file too large' }));
      continue;
    }
    const file = { path, text, root, lineStarts: lineStartsOf(text) };
    files.push(file);
    const wrong = firstWrong(root);
    if (wrong !== undefined) {
      const problem = wrong.isMissing ? `missing \`${wrong.type}\`` : `unexpected ${shortened(file, wrong)}`;
      context.report(diagnose('terraform-syntax', { problem }, placeOf(file, wrong.start, context)));
    }
  }
  return files;
}

function firstWrong(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'ERROR' || node.isMissing) return node;
  for (const child of node.children) {
    const wrong = firstWrong(child);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function shortened(file: HclFile, node: SyntaxNode): string {
  const [line = ''] = sourceOf(file, node).split(/\r?\n/);
  return line.length > 60 ? `${line.slice(0, 60)}...` : line;
}

/** The location of an offset for messages. */
export function placeOf(
  { path, lineStarts }: HclFile,
  offset: number,
  { project }: TerraformContext,
): Location {
  let line = 0;
  for (let above = lineStarts.length; line + 1 < above; ) {
    const middle = Math.floor((line + above) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) line = middle;
    else above = middle;
  }
  return { file: project.display(path), line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1 };
}

function lineStartsOf(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}
