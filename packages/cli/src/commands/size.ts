import type { BuildEvent, SizeOptions, SizeReport } from '@lambdazip/core';
import { Command } from 'commander';
import type { CliContext, OpenedCore } from '../context.js';
import {
  addCacheOption,
  addCommonOptions,
  addTargetOptions,
  type BuildFlags,
  collect,
  manifestArgument,
} from '../options.js';
import { BuildProgress } from '../output/build-progress.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { sizeSummary } from '../output/size-summary.js';

/** `lambdazip size`. */
export function sizeCommand(context: CliContext): Command {
  const command = addCommonOptions(new Command('size'))
    .description('Build the manifest in each layout without writing archives, and compare the sizes')
    .argument(...manifestArgument)
    .option('--archive <name>', 'measure only this archive (may be repeated)', collect);
  return addCacheOption(addTargetOptions(command))
    .option('--no-cache', 'do not read or write the lambdazip cache')
    .addHelpText(
      'after',
      `
Examples:
  lambdazip size
  lambdazip size --json | jq '.layouts[] | {layout, size}'`,
    )
    .action(async (manifest: string | undefined, flags: BuildFlags) => {
      const report = await measureSizes(
        await context.openCore(flags.directory),
        sizeOptions(manifest, flags, context),
        flags,
        context,
      );
      writeWarnings(report.warnings, context);
      if (flags.json) writeJson(context.stdout, report);
      else if (!flags.quiet) context.stdout.write(sizeSummary(report));
    });
}

/** The core's size options for these flags. */
export function sizeOptions(
  manifest: string | undefined,
  flags: BuildFlags,
  context: CliContext,
): SizeOptions {
  return {
    manifest,
    archives: flags.archive,
    architecture: flags.arch,
    bootstrap: flags.bootstrap,
    set: flags.set,
    cache: flags.cache ? flags.cacheDir : false,
    signal: context.signal,
  };
}

/** Measures the sizes, with a progress line. */
export async function measureSizes(
  { core, host }: OpenedCore,
  options: SizeOptions,
  { quiet = false }: Pick<BuildFlags, 'quiet'>,
  context: CliContext,
): Promise<SizeReport> {
  const progress = new MeasuringProgress(context, quiet);
  try {
    return await core.size({ ...options, onEvent: (event) => progress.show(event), host });
  } finally {
    progress.end();
  }
}

/** The progress of several builds, one after another, each counted on its own. */
export class MeasuringProgress {
  readonly #context: CliContext;
  readonly #quiet: boolean;
  #build: BuildProgress;

  constructor(context: CliContext, quiet: boolean) {
    this.#context = context;
    this.#quiet = quiet;
    this.#build = new BuildProgress(context, quiet);
    this.#build.start('Planning');
  }

  show(event: BuildEvent): void {
    if (event.type === 'planned') {
      this.end();
      this.#build = new BuildProgress(this.#context, this.#quiet);
      this.#build.start('Planning');
    }
    this.#build.show(event);
  }

  /** Erases the line. */
  end(): void {
    this.#build.end();
  }
}
