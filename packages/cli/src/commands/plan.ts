import { Command, Option } from 'commander';
import type { CliContext } from '../context.js';
import { addBuildOptions, type BuildFlags, manifestArgument, planOptions } from '../options.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { planSummary } from '../output/plan-summary.js';
import { sizeSections } from '../output/size-summary.js';
import { measureSizes, sizeOptions } from './size.js';

/** `lambdazip plan`. */
export function planCommand(context: CliContext): Command {
  return addBuildOptions(new Command('plan'))
    .description('Print the go commands that `build` would run and the archives it would write')
    .argument(...manifestArgument)
    .addOption(
      new Option(
        '--sizes',
        'also compile, and compare the sizes of the layouts (see `lambdazip size`)',
      ).conflicts(['shard', 'affectedSince']),
    )
    .addHelpText(
      'after',
      `
Examples:
  lambdazip plan
  lambdazip plan --sizes
  lambdazip plan --json | jq '.commands[].argv'`,
    )
    .action((manifest: string | undefined, flags: PlanFlags) => runPlan(manifest, flags, context));
}

type PlanFlags = BuildFlags & { readonly sizes?: boolean };

/** Prints the plan of a build; with `sizes` also what it weighs. */
export async function runPlan(
  manifest: string | undefined,
  flags: PlanFlags,
  context: CliContext,
): Promise<void> {
  const opened = await context.openCore(flags.directory);
  const { core, host } = opened;
  const planned = await core.plan({ ...planOptions(manifest, flags, context), host });
  const sizes = flags.sizes
    ? await measureSizes(opened, sizeOptions(manifest, flags, context), flags, context)
    : undefined;
  const report = sizes === undefined ? planned : { ...planned, sizes };
  if (flags.report !== undefined) await core.writeReportFile({ file: flags.report, document: report, host });
  writeWarnings(report.warnings, context);
  if (flags.json) writeJson(context.stdout, report);
  else if (!flags.quiet) {
    context.stdout.write(planSummary(report));
    if (sizes !== undefined) context.stdout.write(sizeSections(sizes));
  }
}
