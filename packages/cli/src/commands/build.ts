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
    .argument(
      '[manifest]',
      'the manifest (default: lambdazip.json, .jsonc, .yaml or .yml in the working directory)',
    )
    .option('--dry-run', 'print what would be done, as `lambdazip plan` does')
    .option('--watch', 'rebuild whenever a source, an asset or the manifest changes, until Ctrl-C')
    .option('--strict-inputs', 'fail and write nothing if a source changes during the build')
    .option('-v, --verbose', 'list every entry, and print every warning again')
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
  // Before the core is loaded, which takes longer than a person should wait for an answer.
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
    return text`Shard ${shard?.index ?? ''} of ${shard?.count ?? ''} has no archives.\n`;
  return text`No archive is affected by the changes since ${affectedSince}; nothing was built.\n`;
}
