import { type DeploymentFormat, deploymentFormats } from '@lambdazip/core/choices';
import { Command, Option } from 'commander';
import type { CliContext } from '../context.js';
import {
  addCommonOptions,
  addTargetOptions,
  type BuildFlags,
  type CommonOptions,
  collect,
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
    .description('Prints what Terraform, the CDK, SAM or serverless.yml must be told of the built archives.')
    .argument('[manifest]', 'the manifest (default: lambdazip.json, .jsonc, .yaml or .yml of the directory)')
    .addOption(
      new Option('--format <format>', 'what it is printed for')
        .choices(['json', ...deploymentFormats])
        .default('json')
        .conflicts('json'),
    )
    .option('--relative-to <dir>', 'paths start at this directory, where the text will stand (default: .)')
    .option('--archive <name>', 'print this archive of the manifest alone (may be repeated)', collect)
    .option('--out-dir <dir>', 'the archives are here, as `build` was told')
    .option('--report <file>', 'write the JSON document to this file as well')
    .addHelpText(
      'after',
      `
Examples:
  lambdazip output --format terraform --relative-to infra > infra/lambdazip.tf
  lambdazip output --format sam
  lambdazip output | jq -r '.archives[] | [.filename, .codeSha256] | @tsv'

Exit status: 0 printed; 1 an archive is not built, or is not what the manifest says; 2 it could not be told.`,
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
  const told = { outDir, archives, architecture, bootstrap, set, relativeTo };
  const report = await core.deploymentValues({ manifest, ...told, signal: context.signal, host });
  if (flags.report !== undefined) await core.writeReportFile({ file: flags.report, document: report, host });
  writeWarnings(report.warnings, context);
  if (flags.quiet && !flags.json) return;
  if (format === 'json') writeJson(context.stdout, report);
  else context.stdout.write(block(await core.deploymentText({ archives: report.archives, format })));
}
