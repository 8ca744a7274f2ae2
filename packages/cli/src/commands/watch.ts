import type { WatchedBuild } from '@lambdazip/core';
import type { CliContext } from '../context.js';
import { exitStatusOf, StoppedWatching } from '../exit-status.js';
import { type BuildFlags, buildOptions } from '../options.js';
import { BuildProgress, erased } from '../output/build-progress.js';
import { finishedLine } from '../output/build-summary.js';
import { changeSummary } from '../output/change-summary.js';
import { writeNewWarnings } from '../output/diagnostics.js';
import { failureDocument, writeFailure } from '../output/failure.js';
import { isInteractive, paint } from '../output/paint.js';
import { jsonText, painted, text } from '../output/text.js';
import { changesText, clockText, rebuiltText } from '../output/watch-lines.js';

/** `lambdazip build --watch`: a line for each build, or with `--json` a document on each line. */
export async function runWatch(
  manifest: string | undefined,
  flags: BuildFlags,
  context: CliContext,
): Promise<void> {
  const { stdout, stderr, now } = context;
  const quiet = flags.quiet === true;
  const verbose = flags.verbose === true;
  const colors = paint(context, 'stdout');
  // A terminal shows the time of day; logs have their own timestamps.
  const isTimed = stdout.isTerminal;
  const time = () => painted(colors.dim, clockText(now()));
  let progress = new BuildProgress(context, quiet);
  let isFirst = true;
  progress.start('Planning');

  const showReport = ({ report, changes, milliseconds }: WatchedBuild): void => {
    if (report === undefined || quiet) return;
    const { activity } = progress;
    if (!isTimed) stdout.write(text`${finishedLine(report, activity, milliseconds, colors)}\n`);
    else if (changes.length === 0)
      stdout.write(changeSummary(report, activity, milliseconds, { colors, verbose }));
    else stdout.write(text`${time()} ${rebuiltText(activity, milliseconds, colors)}\n`);
  };
  const show = (build: WatchedBuild): void => {
    progress.end();
    const { report, error, changes, milliseconds } = build;
    if (flags.json) {
      const document = report ?? failureDocument(error);
      stdout.write(jsonText({ changes, milliseconds, ...document }));
    } else {
      if (!quiet && !isTimed && changes.length > 0) stdout.write(text`Changed: ${changesText(changes)}.\n`);
      if (report === undefined) writeFailure(error, exitStatusOf(error, context.signal), context);
      else writeNewWarnings(report.warnings, verbose ? [] : progress.activity.silenced, context);
      showReport(build);
      if (!quiet && (!isTimed || isFirst || report === undefined))
        stderr.write(text`Watching for changes (Ctrl-C to stop)\n`);
    }
    isFirst = false;
    progress = new BuildProgress(context, quiet);
  };
  const showChanges = (changes: readonly string[]): void => {
    if (!quiet && !flags.json && isTimed) stdout.write(text`${time()} ${changesText(changes)} changed\n`);
    progress.start('Planning');
  };
  try {
    const { core, host } = await context.openCore(flags.directory);
    // The build itself writes the report of one that succeeds.
    const writeFailed = async ({ report, error }: WatchedBuild): Promise<void> => {
      if (flags.report === undefined || report !== undefined) return;
      await core.writeReportFile({ file: flags.report, document: failureDocument(error), host });
    };
    await core.watch({
      ...buildOptions(manifest, flags, context),
      onEvent: (event) => progress.show(event),
      onChanges: showChanges,
      onBuild: async (build) => {
        show(build);
        await writeFailed(build);
      },
      host,
    });
  } finally {
    progress.end();
    if (context.signal.aborted && isInteractive(context)) stderr.write(erased);
  }
  throw new StoppedWatching();
}
