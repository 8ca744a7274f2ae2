import { type EditedFormat, editedFormatNames } from '@lambdazip/migrate/formats';
import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { AnswerIsNo } from '../exit-status.js';
import { addCommonOptions, type CommonOptions } from '../options.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { counted } from '../output/size-text.js';
import { block, joined, rows, text } from '../output/text.js';
import { formatOption } from './migrate.js';

interface CheckFlags extends CommonOptions {
  readonly manifest?: string;
  readonly fix?: boolean;
  readonly force?: boolean;
  readonly format?: EditedFormat;
}

/** `lambdazip check`. */
export function checkCommand(context: CliContext): Command {
  return addCommonOptions(new Command('check'))
    .description(
      'Says whether templates and the manifest agree: handlers, archives, runtimes, architectures.',
    )
    .argument(
      '[templates...]',
      'the templates (default: template.yaml, serverless.yml, ... of the directory)',
    )
    .option('--manifest <file>', 'default: lambdazip.json, .jsonc, .yaml or .yml of the directory')
    .option('--fix', 'change the templates where it is certain what is meant')
    .option('--force', 'change them although git could not give them back')
    .addOption(formatOption(editedFormatNames))
    .addHelpText(
      'after',
      `
Examples:
  lambdazip check
  lambdazip check api/template.yaml jobs/template.yaml --manifest lambdazip.yaml
  lambdazip check --fix

Exit status: 0 they agree; 1 they do not; 2 something could not be read.`,
    )
    .action(async (templates: readonly string[], flags: CheckFlags) => {
      const { host } = await context.openCore(flags.directory);
      const { checkTemplates } = await import('@lambdazip/migrate');
      const { manifest, fix, force, format } = flags;
      const report = await checkTemplates({
        templates,
        manifest,
        fix,
        force,
        format,
        signal: context.signal,
        host,
      });
      writeWarnings(report.findings, context);
      if (flags.json) writeJson(context.stdout, report);
      else if (!flags.quiet) {
        context.stdout.write(rows(report.fixed.map(({ diff }) => block(diff))));
        if (report.copies.length > 0) {
          const versions = report.copies.length === 1 ? 'version is' : 'versions are';
          context.stderr.write(text`The previous ${versions} in ${joined(report.copies, ', ')}.\n`);
        }
        const names = joined(
          report.templates.map(({ file }) => file),
          ', ',
        );
        context.stdout.write(
          report.verdict === 'agree'
            ? text`${names} and ${report.manifest} agree.\n`
            : text`${names} and ${report.manifest} differ: ${counted(report.findings.length, 'finding')}.\n`,
        );
      }
      if (report.verdict === 'differ') throw new AnswerIsNo();
    });
}
