import {
  type Architecture,
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
import { addCommonOptions, architectureOption, type CommonOptions } from '../options.js';
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
    .description('Migrate a SAM, CloudFormation or Serverless template from go1.x and generate its manifest')
    .argument(
      '[templates...]',
      'templates or directories (default: template.yaml, serverless.yml, ... in the directory)',
    )
    .option('--write', 'write the changes (default: only show them)')
    .option(
      '--manifest <file>',
      'manifest to create or extend (default: the existing one, else lambdazip.json)',
    )
    .addOption(
      new Option('--layout <layout>', 'how handlers share archives and programs').choices(layoutNames),
    )
    .addOption(architectureOption(`target architecture, ${defaultArchitecture} by default`))
    .addOption(
      new Option('--runtime <runtime>', `target runtime, ${defaultRuntime} by default`).choices(runtimeNames),
    )
    .option(
      '--map <name=package>',
      'main package of a handler, of a function or of template:function (may be repeated)',
      collectMap,
    )
    .option(
      '--build-target <name>',
      'make target, task, job or script that builds the deployed programs, if several build the same one',
    )
    .option(
      '--two-step',
      'step 1 of a two-step migration: build x86_64 programs that run on both go1.x and provided.*, and leave Runtime unchanged',
    )
    .option('--force', 'write even if the changes could not be undone with git')
    .addOption(formatOption(templateFormatNames))
    .addHelpText(
      'after',
      `
Examples:
  lambdazip migrate                           show the changes
  lambdazip migrate --write                   write them
  lambdazip migrate api/template.yaml jobs/template.yaml
  lambdazip migrate --map bin/create=./cmd/create --map Report=./cmd/report

Exit status:
  0  success
  1  a function needs a decision; nothing was written
  2  usage, manifest, template or environment error

See docs/migrating.md for a guide.`,
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
  return new Option('--format <format>', 'template format, detected by default').choices(formats);
}

function collectMap(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const equals = text.indexOf('=');
  if (equals < 1 || equals === text.length - 1) {
    throw new InvalidArgumentError('Expected handler=./directory or FunctionName=./directory.');
  }
  const [key, value] = [text.slice(0, equals), text.slice(equals + 1)];
  if (Object.hasOwn(before, key) && before[key] !== value) {
    throw new InvalidArgumentError('The name is already mapped to a different package.');
  }
  return { ...before, [key]: value };
}
