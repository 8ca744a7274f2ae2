import type { ProjectFiles } from '@lambdazip/core/internal';
import { findMainPackages } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import type { ExplainedSource, ReadRequest, SourcesReading } from '../function-source.js';
import { sourceDefaults } from '../source-defaults.js';
import type { CdkApp } from '../template-function.js';
import { cdkApp, isCdk, linesForCdk } from './cdk-app.js';
import { cdkBuildFlags, cdkSourceFile } from './cdk-build-flags.js';
import { handlersAround } from './handlers-around.js';

/** AWS CDK apps: if there are several, the first one is read. */
export const cdk: ExplainedSource<CdkApp> = {
  ...sourceDefaults,
  does: 'explain',
  tool: 'cdk',
  // Each function knows how it is built.
  toolBuilds: false,
  mayBeEmpty: true,
  owns: isCdk,
  inDirectory: (names) => (names.includes('cdk.json') ? 'cdk.json' : undefined),
  read: readApp,
  explain: (app, { archives }) => ({ changes: [], lines: linesForCdk(app, archives), findings: [] }),
  unreadSettings: cdkBuildFlags,
};

async function readApp(
  [file]: readonly string[],
  { host, project, built, signal }: ReadRequest,
): Promise<SourcesReading<CdkApp>> {
  if (file === undefined) return { templates: [], findings: [] };
  const app = cdkApp(file, (await project.read(file)) ?? '', {
    mains: await findMainPackages(project),
    built: built ?? new Set(),
    isBuiltByTool: await usesGoFunction(project),
  });
  return {
    templates: [app],
    findings: app.functions.length > 0 || built !== null ? [] : [await noHandlers()],
  };

  /** An app without handlers cannot be migrated: they may be in a parent or sibling module. */
  async function noHandlers(): Promise<MigrationDiagnostic> {
    const around = await handlersAround(host, project, app.file, signal);
    return diagnose('migrate-cdk-no-handlers', {
      directory: project.display('.'),
      file: project.display(app.file),
      names: around?.modules ?? [],
      where: around?.directory ?? '.',
      app: around?.app ?? '.',
    });
  }
}

/** Whether the project uses the construct that builds Go programs itself. */
export async function usesGoFunction({
  files,
  read,
}: Pick<ProjectFiles, 'files' | 'read'>): Promise<boolean> {
  for (const file of files.filter((each) => cdkSourceFile.test(each))) {
    if (/\bGoFunction\b|\bNewGoFunction\b/.test((await read(file)) ?? '')) return true;
  }
  return false;
}
