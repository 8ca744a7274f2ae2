import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { AnswerIsNo } from '../exit-status.js';
import { addCommonOptions, type CommonOptions, reportOption } from '../options.js';
import { diffSummary } from '../output/comparison-text.js';
import { writeJson } from '../output/failure.js';

/** `lambdazip diff`. */
export function diffCommand(context: CliContext): Command {
  return addCommonOptions(new Command('diff'))
    .description('Compare two zips and explain the likely cause of each difference')
    .argument('<a>', 'first zip')
    .argument('<b>', 'second zip')
    .option(...reportOption)
    .addHelpText(
      'after',
      `
Examples:
  lambdazip diff deployed.zip dist/lambda.zip
  lambdazip diff old.zip new.zip --json | jq '.comparison.causes[].message'

Exit status:
  0  identical
  1  different
  2  a file cannot be read`,
    )
    .action(async (a: string, b: string, flags: CommonOptions & { readonly report?: string }) => {
      const { core, host } = await context.openCore(flags.directory);
      const report = await core.diff({ a, b, signal: context.signal, host });
      if (flags.report !== undefined)
        await core.writeReportFile({ file: flags.report, document: report, host });
      if (flags.json) writeJson(context.stdout, report);
      else if (!flags.quiet) context.stdout.write(diffSummary(report));
      if (report.verdict === 'different') throw new AnswerIsNo();
    });
}
