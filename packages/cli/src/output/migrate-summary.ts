import type { MigratedFunction, MigrateReport } from '@lambdazip/migrate';
import { templateFormats } from '@lambdazip/migrate/formats';
import { counted } from './size-text.js';
import { block, joined, nothing, padEnd, rows, type Text, text, widthOf } from './text.js';

/** The text that `migrate` prints to standard output: the outcome for each function, and the changes. */
export function migrateResult({ templates, functions, changes, instructions, cdk }: MigrateReport): Text {
  const blocks = templates.map(({ file, format }) => {
    const own = functions.filter(({ template }) => template === file);
    const width = widthOf(own.map(({ id }) => id));
    return rows([
      text`${file} (${templateFormats[format].title})`,
      ...own.flatMap((each) => functionLines(each, width)),
      '',
    ]);
  });
  const diffs = changes.map(({ diff }) => block(diff));
  const byHand = instructions.map(({ file, line, before, after }) =>
    before === null
      ? text`${file}:${line}\n  + ${after}\n`
      : text`${file}:${line}\n  - ${before}\n  + ${after}\n`,
  );
  const lines = cdk.length === 0 ? [] : [text`${rows(cdk.map((line) => joined(line.split('\t'), '\t')))}\n`];
  return rows([...blocks, ...diffs, ...byHand, ...lines]);
}

/** The text that `migrate` prints to standard error: what was written and what to do next. */
export function migrateSummary(report: MigrateReport): Text {
  const { verdict, written, functions, changes, copies, instructions, cdk, manifest } = report;
  const moved = functions.filter(({ outcome }) => outcome === 'moved').length;
  const open = functions.filter(({ outcome }) => outcome === 'open').length;
  if (verdict === 'undecided') {
    const need = open === 1 ? 'needs' : 'need';
    const what = open > 0 ? `${counted(open, 'function')} ${need} a decision` : 'Fix the errors above first';
    return text`\n${what}; nothing was written.\n`;
  }
  const byHand =
    instructions.length > 0
      ? text`The Terraform files were not modified. Make the changes above by hand.\n`
      : cdk.length > 0
        ? text`The CDK app was not modified. Add the lines above to its functions.\n`
        : nothing;
  if (changes.length === 0) return text`\n${byHand === nothing ? text`Nothing to change.\n` : byHand}`;
  const files = joined(
    changes.map(({ file }) => file),
    ', ',
  );
  if (!written) {
    return text`\n${counted(moved, 'function')} would be migrated. Nothing was written; run again with \`--write\` to write ${files}.\n${byHand}`;
  }
  const isNew = changes.every(({ kind }) => kind === 'create');
  const originals =
    copies.length === 0
      ? 'originals are in git'
      : text`${copies.length === 1 ? 'original' : 'originals'} saved as ${joined(copies, ', ')}`;
  return text`\n${counted(moved, 'function')} migrated. Wrote ${files}${isNew ? '' : text` (${originals})`}.\n${byHand}Next, run \`${buildOf(manifest)}\` and deploy as before.\n`;
}

/** The command that builds the manifest, which `build` finds by itself under its default name. */
function buildOf(manifest: string): Text {
  if (/^lambdazip\.(jsonc?|ya?ml)$/.test(manifest)) return text`lambdazip build`;
  return text`lambdazip build ${/^[\w./@+-]+$/.test(manifest) ? manifest : text`'${manifest}'`}`;
}

function functionLines(each: MigratedFunction, width: number): Text[] {
  const name = text`  ${padEnd(each.id, width)}`;
  if (each.outcome === 'left') return [text`${name}  unchanged: ${each.reason ?? ''}`];
  if (each.outcome === 'open') return [text`${name}  ?  ${each.reason ?? ''}`];
  const main = typeof each.package === 'string' ? each.package : joined(each.package ?? [], ' ');
  const handler =
    each.newHandler === null ? (each.handler ?? '') : text`${each.handler ?? ''} -> ${each.newHandler}`;
  const [first = 'matched by name'] = each.evidence;
  return [text`${name}  ${handler}  ${main}  in ${each.archive ?? ''}  (${first})`];
}
