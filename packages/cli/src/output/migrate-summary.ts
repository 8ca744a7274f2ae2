import type { MigratedFunction, MigrateReport } from '@lambdazip/core';
import { counted } from './size-text.js';

/** What `migrate` prints on standard output: what becomes of each function, and the changes. */
export function migrateResult({ templates, functions, changes, instructions, cdk }: MigrateReport): string {
  const blocks = templates.map(({ file, format }) => {
    const own = functions.filter(({ template }) => template === file);
    const width = Math.max(0, ...own.map(({ id }) => id.length));
    return [
      `${file} (${formatNames[format]})`,
      ...own.flatMap((each) => functionLines(each, width)),
      '',
    ].join('\n');
  });
  const diffs = changes.map(({ diff }) => `${diff}`);
  const byHand = instructions.map(({ file, line, before, after }) =>
    before === null ? `${file}:${line}\n  + ${after}\n` : `${file}:${line}\n  - ${before}\n  + ${after}\n`,
  );
  const lines = cdk.length === 0 ? [] : [`${cdk.join('\n')}\n`];
  return [...blocks, ...diffs, ...byHand, ...lines].join('\n');
}

/** What `migrate` prints on standard error: what was done, and what to do next. */
export function migrateSummary(report: MigrateReport): string {
  const { verdict, written, functions, changes, copies, instructions, cdk, manifest } = report;
  const moved = functions.filter(({ outcome }) => outcome === 'moved').length;
  const open = functions.filter(({ outcome }) => outcome === 'open').length;
  if (verdict === 'undecided') {
    const what = open > 0 ? `${counted(open, 'function')} to be decided` : 'Something has to be mended first';
    return `\n${what}; nothing was written.\n`;
  }
  const byHand =
    instructions.length > 0
      ? 'Terraform is not changed: make the changes above by hand.\n'
      : cdk.length > 0
        ? 'The app is a program, which is not changed: give its functions the lines above.\n'
        : '';
  if (changes.length === 0) return `\n${byHand === '' ? 'Nothing has to be changed.\n' : byHand}`;
  const files = changes.map(({ file }) => file).join(', ');
  if (!written) {
    return `\n${counted(moved, 'function')} would move. Nothing was written; \`--write\` writes ${files}.\n${byHand}`;
  }
  const isNew = changes.every(({ kind }) => kind === 'create');
  const before =
    copies.length === 0 ? 'git has what stood there before' : `what stood there is in ${copies.join(', ')}`;
  return `\n${counted(moved, 'function')} moved. Wrote ${files}${isNew ? '' : ` (${before})`}.\n${byHand}Next: \`${buildOf(manifest)}\`, then deploy as before.\n`;
}

/** How to build what the manifest says: `build` finds it in the working directory by its name. */
function buildOf(manifest: string): string {
  if (/^lambdazip\.(jsonc?|ya?ml)$/.test(manifest)) return 'lambdazip build';
  return `lambdazip build ${/^[\w./@+-]+$/.test(manifest) ? manifest : `'${manifest}'`}`;
}

const formatNames = {
  sam: 'SAM',
  cloudformation: 'CloudFormation',
  serverless: 'Serverless Framework',
  terraform: 'Terraform',
  cdk: 'AWS CDK',
} as const;

function functionLines(each: MigratedFunction, width: number): string[] {
  const name = `  ${each.id.padEnd(width)}`;
  if (each.outcome === 'left') return [`${name}  left: ${each.reason}`];
  if (each.outcome === 'open') return [`${name}  ?  ${each.reason}`];
  const main = typeof each.package === 'string' ? each.package : (each.package?.join(' ') ?? '');
  const handler = each.newHandler === null ? each.handler : `${each.handler} -> ${each.newHandler}`;
  const [first = 'found by its name'] = each.evidence;
  return [`${name}  ${handler}  ${main}  in ${each.archive}  (${first})`];
}
