import type { MigratedFunction, MigrateReport } from '@lambdazip/migrate';
import { templateFormats } from '@lambdazip/migrate/formats';
import { counted } from './size-text.js';
import { block, joined, nothing, padEnd, rows, type Text, text, widthOf } from './text.js';

/** What `migrate` prints on standard output: what becomes of each function, and the changes. */
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

/** What `migrate` prints on standard error: what was done, and what to do next. */
export function migrateSummary(report: MigrateReport): Text {
  const { verdict, written, functions, changes, copies, instructions, cdk, manifest } = report;
  const moved = functions.filter(({ outcome }) => outcome === 'moved').length;
  const open = functions.filter(({ outcome }) => outcome === 'open').length;
  if (verdict === 'undecided') {
    const what = open > 0 ? `${counted(open, 'function')} to be decided` : 'Something has to be mended first';
    return text`\n${what}; nothing was written.\n`;
  }
  const byHand =
    instructions.length > 0
      ? text`Terraform is not changed: make the changes above by hand.\n`
      : cdk.length > 0
        ? text`The app is a program, which is not changed: give its functions the lines above.\n`
        : nothing;
  if (changes.length === 0)
    return text`\n${byHand === nothing ? text`Nothing has to be changed.\n` : byHand}`;
  const files = joined(
    changes.map(({ file }) => file),
    ', ',
  );
  if (!written) {
    return text`\n${counted(moved, 'function')} would move. Nothing was written; \`--write\` writes ${files}.\n${byHand}`;
  }
  const isNew = changes.every(({ kind }) => kind === 'create');
  const before =
    copies.length === 0
      ? 'git has the previous versions'
      : text`the previous ${copies.length === 1 ? 'version is' : 'versions are'} in ${joined(copies, ', ')}`;
  return text`\n${counted(moved, 'function')} moved. Wrote ${files}${isNew ? '' : text` (${before})`}.\n${byHand}Next: \`${buildOf(manifest)}\`, then deploy as before.\n`;
}

/** How to build what the manifest says: `build` finds it in the working directory by its name. */
function buildOf(manifest: string): Text {
  if (/^lambdazip\.(jsonc?|ya?ml)$/.test(manifest)) return text`lambdazip build`;
  return text`lambdazip build ${/^[\w./@+-]+$/.test(manifest) ? manifest : text`'${manifest}'`}`;
}

function functionLines(each: MigratedFunction, width: number): Text[] {
  const name = text`  ${padEnd(each.id, width)}`;
  if (each.outcome === 'left') return [text`${name}  left: ${each.reason ?? ''}`];
  if (each.outcome === 'open') return [text`${name}  ?  ${each.reason ?? ''}`];
  const main = typeof each.package === 'string' ? each.package : joined(each.package ?? [], ' ');
  const handler =
    each.newHandler === null ? (each.handler ?? '') : text`${each.handler ?? ''} -> ${each.newHandler}`;
  const [first = 'found by its name'] = each.evidence;
  return [text`${name}  ${handler}  ${main}  in ${each.archive ?? ''}  (${first})`];
}
