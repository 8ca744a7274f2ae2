import { type EditedFormat, editedFormatNames } from '@lambdazip/migrate/formats';
import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { AnswerIsNo } from '../exit-status.js';
import { addCommonOptions, type CommonOptions, manifestArgument } from '../options.js';
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
    .description('Check that handlers, archives, runtimes and architectures in templates match the manifest')
    .argument('[templates...]', 'templates (default: template.yaml, serverless.yml, ... in the directory)')
    .option('--manifest <file>', manifestArgument[1])
    .option('--fix', 'fix mismatches that have only one possible fix')
    .option('--force', 'with --fix, write even if the changes could not be undone with git')
    .addOption(formatOption(editedFormatNames))
    .addHelpText(
      'after',
      `
Examples:
  lambdazip check
  lambdazip check api/template.yaml jobs/template.yaml --manifest lambdazip.yaml
  lambdazip check --fix

Exit status:
  0  the templates match the manifest
  1  they differ
  2  usage, manifest, template or environment error`,
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
          const originals = report.copies.length === 1 ? 'original is' : 'originals are';
          context.stderr.write(text`The ${originals} saved as ${joined(report.copies, ', ')}.\n`);
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
