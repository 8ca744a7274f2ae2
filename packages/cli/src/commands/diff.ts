import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { AnswerIsNo } from '../exit-status.js';
import { addCommonOptions, type CommonOptions } from '../options.js';
import { diffSummary } from '../output/comparison-text.js';
import { writeJson } from '../output/failure.js';

/** `lambdazip diff`. */
export function diffCommand(context: CliContext): Command {
  return addCommonOptions(new Command('diff'))
    .description('Says how two zips of any tool differ, from the outside in, and probably why.')
    .argument('<a>', 'a zip')
    .argument('<b>', 'another zip')
    .option('--report <file>', 'write the JSON document to this file as well')
    .addHelpText(
      'after',
      `
Examples:
  lambdazip diff deployed.zip dist/lambda.zip
  lambdazip diff old.zip new.zip --json | jq '.comparison.causes[].message'

Exit status: 0 the same; 1 different; 2 a file cannot be read.`,
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
