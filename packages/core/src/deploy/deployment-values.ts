import { relative, resolve } from 'pathe';
import { type Diagnostic, diagnose, failure } from '../diagnostics/diagnose.js';
import { readPackage } from '../inspect/read-package.js';
import type { Layout } from '../manifest/layouts.js';
import { layouts } from '../manifest/layouts.js';
import type { PlannedArchive } from '../plan/build-plan.js';
import { makeWholePlan } from '../plan/plan.js';
import type { WholePlanOptions } from '../plan/plan-options.js';
import type { HandlerReport } from '../plan/plan-report.js';
import type { Host } from '../ports/host.js';
import { undoAbove } from '../publish/locked-directory.js';
import { checkArchive } from './check-archive.js';
import type { BuiltArchive } from './deployment.js';

/** The options of `deploymentValues`. They must be the same as those of the build. */
export interface DeploymentOptions extends WholePlanOptions {
  /**
   * The directory that `filename` is relative to, itself relative to the working directory. Default: the working
   * directory.
   */
  readonly relativeTo?: string | undefined;
}

/** The deployment settings of the archives on disk. */
export interface DeploymentReport {
  readonly manifest: string;
  readonly archives: readonly DeploymentArchive[];
  readonly warnings: readonly Diagnostic[];
}

/** An archive on disk that matches the manifest. */
export interface DeploymentArchive extends BuiltArchive {
  readonly name: string;
  /** Relative to the working directory. */
  readonly path: string;
  /** SHA-256 of the zip, in hexadecimal. */
  readonly sha256: string;
  /** Size of the zip in bytes. */
  readonly size: number;
  readonly layout: Layout;
  readonly handlers: readonly HandlerReport[];
}

/**
 * Returns the deployment settings of each archive in a manifest, for Terraform, SAM, the CDK and other tools. Refuses
 * archives that are not built, were not written by lambdazip, or do not match the manifest.
 *
 * @throws LambdazipError `deployment-refused` with all findings, `archive-unreadable`, and the codes of `plan`
 */
export async function deploymentValues(options: DeploymentOptions, host: Host): Promise<DeploymentReport> {
  const plan = await makeWholePlan(options, host);
  await undoAbove(host, [plan.outDir]);
  const directory = resolve(host.workingDirectory, options.relativeTo ?? '.');
  const archives: DeploymentArchive[] = [];
  const findings: Diagnostic[] = [];
  for (const planned of plan.archives) {
    options.signal?.throwIfAborted();
    const read = await readPlanned(planned, directory, host);
    if ('findings' in read) findings.push(...read.findings);
    else archives.push(read);
  }
  if (findings.length > 0) {
    throw failure('deployment-refused', { count: findings.length }, { diagnostics: findings });
  }
  return { manifest: plan.manifest, archives, warnings: plan.warnings };
}

async function readPlanned(
  planned: PlannedArchive,
  directory: string,
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
): Promise<DeploymentArchive | { readonly findings: readonly Diagnostic[] }> {
  const { name, layout, runtime, architecture, handlers } = planned;
  const path = relative(host.workingDirectory, planned.path);
  if ((await host.fileSystem.stat(planned.path)) === undefined) {
    return { findings: [diagnose('deployment-not-built', { archive: name, path })] };
  }
  const { size, content } = await readPackage(planned.path, host);
  if (content === null) {
    const reason = "it is larger than Lambda's package limit";
    return { findings: [diagnose('deployment-foreign-archive', { path, reason })] };
  }
  const { sharesProgram } = layouts[layout];
  const checked = { path, bytes: content.bytes, architecture, programs: handlers, sharesProgram };
  const findings = await checkArchive(checked);
  if (findings.length > 0) return { findings };
  return {
    name,
    path,
    filename: relative(directory, planned.path),
    sha256: content.sha256,
    codeSha256: content.codeSha256,
    size,
    layout,
    runtime,
    architecture,
    handlers,
  };
}
