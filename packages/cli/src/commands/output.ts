import { type DeploymentFormat, deploymentFormats } from '@lambdazip/core/choices';
import { Command, Option } from 'commander';
import type { CliContext } from '../context.js';
import {
  addCommonOptions,
  addTargetOptions,
  type BuildFlags,
  type CommonOptions,
  collect,
  manifestArgument,
  reportOption,
} from '../options.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { block } from '../output/text.js';

interface OutputFlags
  extends CommonOptions,
    Pick<BuildFlags, 'arch' | 'bootstrap' | 'set' | 'outDir' | 'archive' | 'report'> {
  readonly format: DeploymentFormat | 'json';
  readonly relativeTo?: string;
}

/** `lambdazip output`. */
export function outputCommand(context: CliContext): Command {
  return addTargetOptions(addCommonOptions(new Command('output')))
    .description(
      'Print deployment settings for the built archives, for Terraform, CDK, SAM or serverless.yml',
    )
    .argument(...manifestArgument)
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['json', ...deploymentFormats])
        .default('json')
        .conflicts('json'),
    )
    .option('--relative-to <dir>', 'make paths relative to this directory (default: .)')
    .option('--archive <name>', 'print only this archive (may be repeated)', collect)
    .option('--out-dir <dir>', 'directory the archives were built into (same as `build --out-dir`)')
    .option(...reportOption)
    .addHelpText(
      'after',
      `
Examples:
  lambdazip output --format terraform --relative-to infra > infra/lambdazip.tf
  lambdazip output --format sam
  lambdazip output | jq -r '.archives[] | [.filename, .codeSha256] | @tsv'

Exit status:
  0  success
  1  an archive is missing or does not match the manifest
  2  usage, manifest or environment error`,
    )
    .action((manifest: string | undefined, flags: OutputFlags) => runOutput(manifest, flags, context));
}

async function runOutput(
  manifest: string | undefined,
  flags: OutputFlags,
  context: CliContext,
): Promise<void> {
  const { core, host } = await context.openCore(flags.directory);
  const { format, outDir, archive: archives, arch: architecture, bootstrap, set, relativeTo } = flags;
  const report = await core.deploymentValues({
    manifest,
    outDir,
    archives,
    architecture,
    bootstrap,
    set,
    relativeTo,
    signal: context.signal,
    host,
  });
  if (flags.report !== undefined) await core.writeReportFile({ file: flags.report, document: report, host });
  writeWarnings(report.warnings, context);
  if (flags.quiet && !flags.json) return;
  if (format === 'json') writeJson(context.stdout, report);
  else context.stdout.write(block(await core.deploymentText({ archives: report.archives, format })));
}
