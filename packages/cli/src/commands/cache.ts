import type { CacheRemoval } from '@lambdazip/core';
import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { addCacheOption, addCommonOptions, type CommonOptions } from '../options.js';
import { writeJson } from '../output/failure.js';
import { sizeText } from '../output/size-text.js';
import { joined, type Text, text } from '../output/text.js';

type CacheFlags = CommonOptions & { readonly cacheDir?: string };

/** `lambdazip cache` and `lambdazip cache clear`. */
export function cacheCommand(context: CliContext): Command {
  const info = addCacheOption(addCommonOptions(new Command('info')))
    .description('Print the location and size of the cache')
    .addHelpText('after', '\nExample:\n  lambdazip cache info --json')
    .action(async (flags: CacheFlags) => {
      const { core, host } = await context.openCore(flags.directory);
      const report = await core.cacheInfo({ cache: flags.cacheDir, host });
      if (flags.json) return writeJson(context.stdout, report);
      if (!flags.quiet) context.stdout.write(text`${report.directory}\n${sizeText(report.size)}\n`);
    });
  const clear = addCacheOption(addCommonOptions(new Command('clear')))
    .description('Remove everything from the cache')
    .addHelpText('after', '\nExample:\n  lambdazip cache clear')
    .action(async (flags: CacheFlags) => {
      const { core, host } = await context.openCore(flags.directory);
      const report = await core.clearCache({ cache: flags.cacheDir, host });
      if (flags.json) return writeJson(context.stdout, report);
      if (!flags.quiet) context.stdout.write(removalText(report));
    });
  return new Command('cache')
    .description('Show or clear the cache')
    .addCommand(info, { isDefault: true })
    .addCommand(clear)
    .addHelpText('after', '\nExamples:\n  lambdazip cache\n  lambdazip cache clear');
}

function removalText({ directory, removedSize, inUse }: CacheRemoval): Text {
  const kept =
    inUse.length === 0
      ? ''
      : text`Kept the files that running builds use:\n${joined(
          inUse.map((path) => text`  ${path}\n`),
          '',
        )}`;
  return text`Removed ${sizeText(removedSize)} from ${directory}.\n${kept}`;
}
