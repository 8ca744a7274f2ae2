import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { addCommonOptions, type CommonOptions } from '../options.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { counted } from '../output/size-text.js';
import { padEnd, rows, text, widthOf } from '../output/text.js';

/** `lambdazip init`. */
export function initCommand(context: CliContext): Command {
  return addCommonOptions(new Command('init'))
    .description('Find the main packages that use aws-lambda-go and write a manifest for them')
    .argument('[manifest]', 'manifest to write, as JSON or YAML (default: lambdazip.json)')
    .addHelpText(
      'after',
      `
Each handler is named after the directory of its main package: bin/create for
./cmd/create. Change the names to match the Handler of your functions.

Examples:
  lambdazip init
  lambdazip init lambdazip.yaml -C services`,
    )
    .action(async (manifest: string | undefined, flags: CommonOptions) => {
      const { core, host } = await context.openCore(flags.directory);
      const report = await core.init({ manifest, signal: context.signal, host });
      writeWarnings(report.warnings, context);
      if (flags.json) return writeJson(context.stdout, report);
      if (flags.quiet) return;
      const handlers = Object.entries(report.handlers);
      const width = widthOf(handlers.map(([handler]) => handler));
      const lines = handlers.map(([handler, main]) => text`  ${padEnd(handler, width)}  ${main}`);
      const count = counted(handlers.length, 'handler');
      context.stdout.write(
        text`Wrote ${report.manifest} with ${count}:\n${rows(lines)}\n\nCheck that the names match the Handler of your functions, then run \`lambdazip build${
          manifest === undefined ? '' : text` ${report.manifest}`
        }\`.\n`,
      );
    });
}
