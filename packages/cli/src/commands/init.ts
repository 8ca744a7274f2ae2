import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { addCommonOptions, type CommonOptions } from '../options.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { padEnd, rows, text, widthOf } from '../output/text.js';

/** `lambdazip init`. */
export function initCommand(context: CliContext): Command {
  return addCommonOptions(new Command('init'))
    .description('Finds the main packages that use aws-lambda-go and writes a manifest of them.')
    .argument('[manifest]', 'the file to write; .yaml and .yml give YAML (default: lambdazip.json)')
    .addHelpText(
      'after',
      `
A handler is called by its directory, as in bin/create for ./cmd/create. Change the names to the
Handler strings that your functions have.

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
      const count = handlers.length === 1 ? 'one handler' : `${handlers.length} handlers`;
      context.stdout.write(
        text`Wrote ${report.manifest} with ${count}:\n${rows(lines)}\n\nCheck that the names are those of your functions' Handler, then run \`lambdazip build${
          manifest === undefined ? '' : text` ${report.manifest}`
        }\`.\n`,
      );
    });
}
