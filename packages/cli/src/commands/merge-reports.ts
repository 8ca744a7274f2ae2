import type { NamedReport } from '@lambdazip/core';
import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { AnswerIsNo } from '../exit-status.js';
import { addCommonOptions, type CommonOptions, reportOption } from '../options.js';
import { diagnosticText } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { counted } from '../output/size-text.js';
import { joined, text } from '../output/text.js';

/** `lambdazip merge-reports`. */
export function mergeReportsCommand(context: CliContext): Command {
  return addCommonOptions(new Command('merge-reports'))
    .description('Merge the reports of a sharded build and report missing or duplicate archives')
    .argument('<reports...>', 'reports written by `build --shard i/n --report <file>`')
    .option(...reportOption)
    .addHelpText(
      'after',
      `
Examples:
  lambdazip build --shard 1/2 --report shard-1.json      in the first job
  lambdazip build --shard 2/2 --report shard-2.json      in the second job
  lambdazip merge-reports shard-1.json shard-2.json --report build.json

Exit status:
  0  the reports are complete
  1  archives are missing or duplicated
  2  a report cannot be read`,
    )
    .action(async (files: string[], flags: CommonOptions & { readonly report?: string }) => {
      const { core, host } = await context.openCore(flags.directory);
      const shards: NamedReport[] = [];
      for (const file of files) shards.push({ file, report: await core.readReportFile({ file, host }) });
      const merged = core.mergeReports(shards);
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
        const reports = counted(shards.length, 'report');
        if (!flags.quiet)
          context.stdout.write(text`${names}Merged ${reports}: ${counted(archives.length, 'archive')}.\n`);
      }
      if (findings.length > 0) throw new AnswerIsNo();
    });
}
