import type { WatchedBuild } from '@lambdazip/core';
import type { CliContext } from '../context.js';
import { exitStatusOf, StoppedWatching } from '../exit-status.js';
import { type BuildFlags, buildOptions } from '../options.js';
import { BuildProgress } from '../output/build-progress.js';
import { buildLine } from '../output/build-summary.js';
import { writeWarnings } from '../output/diagnostics.js';
import { failureDocument, writeFailure } from '../output/failure.js';
import { counted } from '../output/size-text.js';
import { joined, jsonText, type Text, text } from '../output/text.js';

/** More changed paths than this are not named. */
const named = 3;

/** `lambdazip build --watch`: a line a build, or with `--json` a document a line. */
export async function runWatch(
  manifest: string | undefined,
  flags: BuildFlags,
  context: CliContext,
): Promise<void> {
  const { core, host } = await context.openCore(flags.directory);
  const quiet = flags.quiet === true;
  let progress = new BuildProgress(context, quiet);
  const show = (build: WatchedBuild): void => {
    progress.end();
    const { report, error, changes, milliseconds } = build;
    if (flags.json) {
      const document = report ?? failureDocument(error);
      context.stdout.write(jsonText({ changes, milliseconds, ...document }));
    } else {
      if (!quiet && changes.length > 0) context.stdout.write(text`Changed: ${changesText(changes)}.\n`);
      if (report === undefined) writeFailure(error, exitStatusOf(error, context.signal), context);
      else {
        writeWarnings(report.warnings, context);
        if (!quiet) context.stdout.write(text`${buildLine(report, progress.activity, milliseconds)}\n`);
      }
      if (!quiet) context.stderr.write(text`Waiting for changes; Ctrl-C ends it.\n`);
    }
    progress = new BuildProgress(context, quiet);
  };
  // The build itself writes the report of one that succeeds.
  const writeFailed = async ({ report, error }: WatchedBuild): Promise<void> => {
    if (flags.report === undefined || report !== undefined) return;
    await core.writeReportFile({ file: flags.report, document: failureDocument(error), host });
  };
  await core.watch({
    ...buildOptions(manifest, flags, context),
    onEvent: (event) => progress.show(event),
    onBuild: async (build) => {
      show(build);
      await writeFailed(build);
    },
    host,
  });
  throw new StoppedWatching();
}

function changesText(changes: readonly string[]): Text {
  if (changes.length <= named) return joined(changes, ', ');
  return text`${joined(changes.slice(0, named), ', ')} and ${counted(changes.length - named, 'other')}`;
}
