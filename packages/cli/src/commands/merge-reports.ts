import type { NamedReport } from '@lambdazip/core';
import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { AnswerIsNo } from '../exit-status.js';
import { addCommonOptions, type CommonOptions } from '../options.js';
import { diagnosticText } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { counted } from '../output/size-text.js';
import { joined, text } from '../output/text.js';

/** `lambdazip merge-reports`. */
export function mergeReportsCommand(context: CliContext): Command {
  return addCommonOptions(new Command('merge-reports'))
    .description('Joins the reports of a build that was done in parts, and says what is missing or twice.')
    .argument('<reports...>', 'what the jobs wrote with `build --shard i/n --report`')
    .option('--report <file>', 'write the JSON document to this file as well')
    .addHelpText(
      'after',
      `
Examples:
  lambdazip build --shard 1/2 --report part-1.json      on one machine
  lambdazip build --shard 2/2 --report part-2.json      on another
  lambdazip merge-reports part-1.json part-2.json --report build.json

Exit status: 0 the parts are a whole; 1 something is missing or twice; 2 a report cannot be read.`,
    )
    .action(async (files: string[], flags: CommonOptions & { readonly report?: string }) => {
      const { core, host } = await context.openCore(flags.directory);
      const parts: NamedReport[] = [];
      for (const file of files) parts.push({ file, report: await core.readReportFile({ file, host }) });
      const merged = core.mergeReports(parts);
      const { archives, findings } = merged;
      if (flags.report !== undefined)
        await core.writeReportFile({ file: flags.report, document: merged, host });
      if (flags.json) writeJson(context.stdout, merged);
      else {
        for (const finding of findings) context.stderr.write(text`${diagnosticText(finding, context)}\n`);
        const names = joined(
          archives.map(({ path, codeSha256 }) => text`${path}  ${codeSha256}\n`),
          '',
        );
        const of = counted(parts.length, 'report');
        if (!flags.quiet)
          context.stdout.write(text`${names}${counted(archives.length, 'archive')} of ${of}.\n`);
      }
      if (findings.length > 0) throw new AnswerIsNo();
    });
}
