import { Command } from 'commander';
import type { CliContext } from '../context.js';
import { AnswerIsNo } from '../exit-status.js';
import {
  addCommonOptions,
  addTargetOptions,
  type BuildFlags,
  type CommonOptions,
  parseCount,
  reportOption,
} from '../options.js';
import { BuildProgress } from '../output/build-progress.js';
import { writeWarnings } from '../output/diagnostics.js';
import { writeJson } from '../output/failure.js';
import { verifySummary } from '../output/verify-summary.js';
import { withFailureReport } from './with-failure-report.js';

interface VerifyFlags extends CommonOptions, Pick<BuildFlags, 'arch' | 'bootstrap' | 'set' | 'report'> {
  readonly manifest?: string;
  readonly archive?: string;
  readonly provenance?: string;
  readonly codeSha256?: string;
  readonly fast?: boolean;
  readonly jobs?: number;
}

/** `lambdazip verify`. */
export function verifyCommand(context: CliContext): Command {
  return addTargetOptions(addCommonOptions(new Command('verify')))
    .description('Verify that a zip is canonical, matches its provenance and was built from its source')
    .argument('[zip]', 'archive to verify')
    .option('--manifest <file>', 'rebuild from this manifest with empty caches, and compare')
    .option('--archive <name>', 'archive in the manifest to rebuild (default: the one with that file name)')
    .option('--provenance <file>', 'provenance file to check (default: <zip>.provenance.json)')
    .option('--code-sha256 <base64>', 'compare with the CodeSha256 of the deployed function')
    .option('--fast', "reuse Go's build and module caches when rebuilding")
    .option('-j, --jobs <n>', 'number of parallel compile and compression jobs', parseCount)
    .option(...reportOption)
    .addHelpText(
      'after',
      `
Examples:
  lambdazip verify dist/lambda.zip
  lambdazip verify dist/lambda.zip --manifest lambdazip.json
  lambdazip verify dist/lambda.zip --provenance dist/lambda.zip.provenance.json
  lambdazip verify --manifest lambdazip.json --code-sha256 "$(
    aws lambda get-function --function-name NAME \\
      --query Configuration.CodeSha256 --output text)"

Exit status:
  0  verified
  1  verification failed: differences were found
  2  cannot verify: usage or environment error, or the rebuild failed`,
    )
    .action((zip: string | undefined, flags: VerifyFlags) => runVerify(zip, flags, context));
}

async function runVerify(zip: string | undefined, flags: VerifyFlags, context: CliContext): Promise<void> {
  const opened = await context.openCore(flags.directory);
  const progress = new BuildProgress(context, flags.quiet === true);
  const report = await withFailureReport(flags.report, progress, opened, () =>
    opened.core.verify({
      file: zip,
      manifest: flags.manifest,
      archive: flags.archive,
      provenance: flags.provenance,
      codeSha256: flags.codeSha256,
      architecture: flags.arch,
      bootstrap: flags.bootstrap,
      set: flags.set,
      fast: flags.fast,
      jobs: flags.jobs,
      signal: context.signal,
      onEvent: (event) => progress.show(event),
      host: opened.host,
    }),
  );
  if (flags.report !== undefined)
    await opened.core.writeReportFile({ file: flags.report, document: report, host: opened.host });
  const checks = [report.canonical, report.provenance, report.rebuild, report.codeSha256];
  if (flags.quiet && !flags.json)
    writeWarnings(
      checks.flatMap((check) => check?.findings ?? []),
      context,
    );
  writeWarnings(report.warnings, context);
  if (flags.json) writeJson(context.stdout, report);
  else if (!flags.quiet) context.stdout.write(verifySummary(report));
  if (report.verdict === 'different') throw new AnswerIsNo();
}
