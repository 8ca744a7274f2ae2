import { byteSize, parseByteSize } from '@lambdazip/core/choices';
import { Command, InvalidArgumentError } from 'commander';
import type { CliContext } from '../context.js';
import {
  addCacheOption,
  addCommonOptions,
  addTargetOptions,
  type BuildFlags,
  manifestArgument,
} from '../options.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { splitResult, splitSummary } from '../output/split-summary.js';
import { MeasuringProgress, sizeOptions } from './size.js';

interface SplitFlags extends BuildFlags {
  readonly maxSize?: number;
  readonly dryRun?: boolean;
}

/** `lambdazip split`. */
export function splitCommand(context: CliContext): Command {
  const command = addCommonOptions(new Command('split'))
    .description('Divide archives that are too large, and write the result into the manifest')
    .argument(...manifestArgument)
    .option(
      '--max-size <size>',
      "maximum unzipped size of an archive, such as 200MB or 190MiB (default: 225MiB, nine tenths of Lambda's quota)",
      parseSize,
    )
    .option('--dry-run', 'print the change without writing it');
  return addCacheOption(addTargetOptions(command))
    .option('--no-cache', 'do not read or write the lambdazip cache')
    .addHelpText(
      'after',
      `
Examples:
  lambdazip split --dry-run
  lambdazip split --max-size 200MB`,
    )
    .action(async (manifest: string | undefined, flags: SplitFlags) => {
      const { host } = await context.openCore(flags.directory);
      const { split } = await import('@lambdazip/migrate');
      const { archives: _, ...options } = sizeOptions(manifest, flags, context);
      const progress = new MeasuringProgress(context, flags.quiet === true);
      const report = await split({
        ...options,
        maxSize: flags.maxSize,
        write: flags.dryRun !== true,
        onEvent: (event) => progress.show(event),
        host,
      }).finally(() => progress.end());
      writeWarnings(report.findings, context);
      if (flags.json) writeJson(context.stdout, report);
      else if (!flags.quiet) {
        context.stdout.write(splitResult(report));
        context.stderr.write(splitSummary(report));
      }
    });
}

function parseSize(text: string): number {
  const size = byteSize.test(text) ? parseByteSize(text) : 0;
  if (size > 0) return size;
  throw new InvalidArgumentError('Expected a size with a unit, such as 200MB or 190MiB.');
}
