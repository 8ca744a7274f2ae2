import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { addBuildOptions, type BuildFlags, buildOptions, manifestArgument } from '../options.js';
import { BuildProgress } from '../output/build-progress.js';
import { buildSummary } from '../output/build-summary.js';
import { changeSummary } from '../output/change-summary.js';
import { writeNewWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { paint } from '../output/paint.js';
import { type Text, text } from '../output/text.js';
import { runPlan } from './plan.js';
import { runWatch } from './watch.js';
import { withFailureReport } from './with-failure-report.js';

/** `lambdazip build`. */
export function buildCommand(context: CliContext): Command {
  return addBuildOptions(new Command('build'))
    .description('Build the handlers in the manifest and package them into zip archives')
    .argument(...manifestArgument)
    .option('--dry-run', 'print the plan without building (same as `lambdazip plan`)')
    .option('--watch', 'rebuild when a source, an asset or the manifest changes')
    .option('--strict-inputs', 'fail if a source file changes during the build')
    .option('-v, --verbose', 'list all entries and print all warnings')
    .addHelpText(
      'after',
      `
Examples:
  lambdazip build
  lambdazip build lambdazip.yaml --archive api --arch x86_64
  lambdazip build --watch
  lambdazip build --set VERSION="$(git describe)"
  lambdazip build --json | jq -r '.archives[0].codeSha256'`,
    )
    .action(async (manifest: string | undefined, flags: BuildCommandFlags) => {
      if (flags.dryRun) return runPlan(manifest, flags, context);
      if (flags.watch) return runWatch(manifest, flags, context);
      return runBuild(manifest, flags, context);
    });
}

type BuildCommandFlags = BuildFlags & { readonly dryRun?: boolean; readonly watch?: boolean };

async function runBuild(manifest: string | undefined, flags: BuildFlags, context: CliContext): Promise<void> {
  const { stdout, now } = context;
  const verbose = flags.verbose === true;
  const progress = new BuildProgress(context, flags.quiet === true);
  const started = now();
  // Before the core is loaded: loading takes longer than a user should wait for a first line.
  progress.start('Planning');
  try {
    const opened = await context.openCore(flags.directory);
    const report = await withFailureReport(flags.report, progress, opened, () =>
      opened.core.build({
        ...buildOptions(manifest, flags, context),
        onEvent: (event) => progress.show(event),
        host: opened.host,
      }),
    );
    const { activity } = progress;
    writeNewWarnings(report.warnings, verbose ? [] : activity.silenced, context);
    if (flags.json) writeJson(stdout, report);
    else if (!flags.quiet && report.archives.length === 0) stdout.write(nothingText(flags));
    else if (!flags.quiet) {
      const summary = stdout.isTerminal ? changeSummary : buildSummary;
      const colors = paint(context, 'stdout');
      stdout.write(summary(report, activity, now() - started, { colors, verbose }));
    }
  } finally {
    progress.end();
  }
}

function nothingText({ affectedSince, shard }: BuildFlags): Text {
  if (affectedSince === undefined)
    return text`Shard ${shard?.index ?? ''} of ${shard?.count ?? ''} has no archives; nothing was built.\n`;
  return text`No archives affected by changes since ${affectedSince}; nothing was built.\n`;
}
