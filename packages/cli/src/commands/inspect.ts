import { type Architecture, defaultRuntime, type Runtime, runtimeNames } from '@lambdazip/core/choices';
import { Command, Option } from 'commander';
import type { CliContext } from '../context.js';
import { AnswerIsNo } from '../exit-status.js';
import { addCommonOptions, architectureOption, type CommonOptions, reportOption } from '../options.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { inspectSummary } from '../output/inspect-summary.js';

interface InspectFlags extends CommonOptions {
  readonly arch?: Architecture;
  readonly runtime?: Runtime;
  readonly strict?: boolean;
  readonly report?: string;
}

/** `lambdazip inspect`. */
export function inspectCommand(context: CliContext): Command {
  return addCommonOptions(new Command('inspect'))
    .description('Show the contents of a zip or ELF file and report anything that would fail on Lambda')
    .argument('<file>', 'zip or ELF file')
    .option('--strict', 'exit with status 1 if there are findings')
    .addOption(architectureOption("function's architecture, by default that of the bootstrap"))
    .addOption(
      new Option('--runtime <runtime>', `function's runtime, ${defaultRuntime} by default`).choices(
        runtimeNames,
      ),
    )
    .option(...reportOption)
    .addHelpText(
      'after',
      `
Examples:
  lambdazip inspect function.zip
  lambdazip inspect dist/lambda.zip --strict
  lambdazip inspect bin/create --json | jq '.programs[0].go.dependencies'`,
    )
    .action(async (file: string, flags: InspectFlags) => {
      const { core, host } = await context.openCore(flags.directory);
      const { arch: architecture, runtime } = flags;
      const report = await core.inspect({ file, architecture, runtime, signal: context.signal, host });
      if (flags.report !== undefined)
        await core.writeReportFile({ file: flags.report, document: report, host });
      if (flags.json) writeJson(context.stdout, report);
      else if (!flags.quiet) context.stdout.write(inspectSummary(report));
      if (!flags.json) writeWarnings(report.findings, context);
      if (flags.strict && report.findings.length > 0) throw new AnswerIsNo();
    });
}
