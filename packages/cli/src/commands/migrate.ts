import {
  type Architecture,
  architectureNames,
  defaultArchitecture,
  defaultRuntime,
  type Layout,
  layoutNames,
  type Runtime,
  runtimeNames,
} from '@lambdazip/core/choices';
import type { MigrateOptions } from '@lambdazip/migrate';
import { type TemplateFormat, templateFormatNames } from '@lambdazip/migrate/formats';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from '../context.js';
import { AnswerIsNo } from '../exit-status.js';
import { addCommonOptions, type CommonOptions } from '../options.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { migrateResult, migrateSummary } from '../output/migrate-summary.js';

interface MigrateFlags extends CommonOptions {
  readonly write?: boolean;
  readonly manifest?: string;
  readonly layout?: Layout;
  readonly arch?: Architecture;
  readonly runtime?: Runtime;
  readonly format?: TemplateFormat;
  readonly map?: Readonly<Record<string, string>>;
  readonly buildTarget?: string;
  readonly force?: boolean;
  readonly twoStep?: boolean;
}

/** `lambdazip migrate`. */
export function migrateCommand(context: CliContext): Command {
  return addCommonOptions(new Command('migrate'))
    .description('Moves a SAM, CloudFormation or Serverless template over, and writes the manifest for it.')
    .argument(
      '[templates...]',
      'templates, or directories with one (default: template.yaml, serverless.yml, ... of the directory)',
    )
    .option('--write', 'write what is shown; without it nothing is changed')
    .option(
      '--manifest <file>',
      'the manifest to write or extend (default: the one of the directory, else lambdazip.json)',
    )
    .addOption(new Option('--layout <layout>', 'how handlers share archives').choices(layoutNames))
    .addOption(
      new Option('--arch <architecture>', `default: ${defaultArchitecture}`).choices(architectureNames),
    )
    .addOption(new Option('--runtime <runtime>', `default: ${defaultRuntime}`).choices(runtimeNames))
    .option(
      '--map <name=package>',
      'the main package of a handler or function, or of template:function (may be repeated)',
      collectMap,
    )
    .option(
      '--build-target <name>',
      'the make target, task, job or script that builds what is deployed, where several build one program',
    )
    .option('--two-step', 'write the first half: x86_64 programs that run on go1.x too, whose runtime stays')
    .option('--force', 'write although git could not give back what is changed')
    .addOption(formatOption(templateFormatNames))
    .addHelpText(
      'after',
      `
Examples:
  lambdazip migrate                           show what would be changed
  lambdazip migrate --write                   change it
  lambdazip migrate api/template.yaml jobs/template.yaml
  lambdazip migrate --map bin/create=./cmd/orders/create --map Report=./cmd/report

Exit status: 0 all was decided; 1 something is left to decide, nothing was written; 2 something could not be
read. The guide is docs/migrating.md.`,
    )
    .action(async (templates: readonly string[], flags: MigrateFlags) => {
      const { host } = await context.openCore(flags.directory);
      const { migrate } = await import('@lambdazip/migrate');
      const { write, manifest, layout, arch, runtime, format, map, buildTarget, force, twoStep } = flags;
      const options: MigrateOptions = {
        templates,
        write,
        manifest,
        layout,
        architecture: arch,
        runtime,
        format,
        map,
        buildTarget,
        force,
        twoStep,
        onFindings: (findings) => writeWarnings(findings, context),
        signal: context.signal,
        host,
      };
      const report = await migrate(options);
      if (flags.json) writeJson(context.stdout, report);
      else if (!flags.quiet) {
        context.stdout.write(migrateResult(report));
        context.stderr.write(migrateSummary(report));
      }
      if (report.verdict === 'undecided') throw new AnswerIsNo();
    });
}

/** `--format`, for commands that read templates. */
export function formatOption(formats: readonly string[]): Option {
  return new Option('--format <format>', 'what the templates are, where it cannot be told').choices(formats);
}

function collectMap(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const equals = text.indexOf('=');
  if (equals < 1 || equals === text.length - 1) {
    throw new InvalidArgumentError('Write handler=./directory, or FunctionName=./directory.');
  }
  const [key, value] = [text.slice(0, equals), text.slice(equals + 1)];
  if (Object.hasOwn(before, key) && before[key] !== value) {
    throw new InvalidArgumentError('It has two packages: give each name once.');
  }
  return { ...before, [key]: value };
}
