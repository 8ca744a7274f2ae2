import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { addBuildOptions, type BuildFlags, manifestArgument, planOptions } from '../options.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { planSummary } from '../output/plan-summary.js';

/** `lambdazip plan`. */
export function planCommand(context: CliContext): Command {
  return addBuildOptions(new Command('plan'))
    .description('Print the go commands that `build` would run and the archives it would write')
    .argument(...manifestArgument)
    .addHelpText(
      'after',
      `
Examples:
  lambdazip plan
  lambdazip plan --json | jq '.commands[].argv'`,
    )
    .action((manifest: string | undefined, flags: BuildFlags) => runPlan(manifest, flags, context));
}

/** Prints the plan of a build. */
export async function runPlan(
  manifest: string | undefined,
  flags: BuildFlags,
  context: CliContext,
): Promise<void> {
  const { core, host } = await context.openCore(flags.directory);
  const report = await core.plan({ ...planOptions(manifest, flags, context), host });
  if (flags.report !== undefined) await core.writeReportFile({ file: flags.report, document: report, host });
  writeWarnings(report.warnings, context);
  if (flags.json) writeJson(context.stdout, report);
  else if (!flags.quiet) context.stdout.write(planSummary(report));
}
