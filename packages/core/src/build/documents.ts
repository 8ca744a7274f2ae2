import { basename, dirname, join } from 'pathe';
import type { Diagnostic } from '../diagnostics/diagnose.js';
import { readGoSum } from '../go/linked-modules.js';
import type { BuildPlan } from '../plan/build-plan.js';
import { type DocumentOptions, provenancePath, sbomPath } from '../plan/document-paths.js';
import type { Host } from '../ports/host.js';
import { type GitState, gitWarnings } from '../provenance/git-state.js';
import { makeStatement, statementText } from '../provenance/make-statement.js';
import type { OutputFile } from '../publish/publish.js';
import { sbomOf } from '../sbom/cyclonedx.js';
import type { MadeArchive } from './assembly.js';
import type { BuildContext } from './build-context.js';

export interface DocumentsRequest {
  readonly context: BuildContext;
  readonly made: readonly MadeArchive[];
  readonly options: DocumentOptions;
  /** null if no provenance is written. */
  readonly git: GitState | null;
  /** The version of lambdazip. */
  readonly version: string;
}

/** Makes provenance and bills of materials for the built archives. */
export async function makeDocuments({ context, made, options, git, version }: DocumentsRequest): Promise<{
  readonly files: readonly OutputFile[];
  readonly warnings: readonly Diagnostic[];
}> {
  const { host, plan } = context;
  const { provenance = true, sbom = false } = options;
  const files: OutputFile[] = [];
  const encoder = new TextEncoder();
  const sums = provenance ? await sumsOf(host, plan) : new Map<string, string>();
  for (const archive of made) {
    const { path } = archive.plan;
    const entries = archive.entries.map(({ name, sha256, info }) => ({ name, sha256, info }));
    const named = { fileName: basename(path), sha256: archive.sha256, entries, version };
    if (provenance) {
      const statement = makeStatement({ ...named, plan, archive: archive.plan, git, sums });
      files.push({ path: provenancePath(path), content: encoder.encode(statementText(statement)) });
    }
    if (sbom) {
      const text = await sbomOf({ ...named, name: named.fileName });
      files.push({ path: sbomPath(path), content: encoder.encode(text) });
    }
  }
  return { files, warnings: git === null ? [] : gitWarnings(git, plan.directory) };
}

/** The go.sum entries of a plan's modules and workspaces. */
async function sumsOf(host: Pick<Host, 'fileSystem'>, plan: BuildPlan): Promise<ReadonlyMap<string, string>> {
  const paths = new Set<string>();
  for (const { module, settings } of plan.runs) {
    paths.add(join(module.root, 'go.sum'));
    if (settings.work !== 'off') paths.add(join(dirname(settings.work), 'go.work.sum'));
  }
  const sums = new Map<string, string>();
  for (const path of [...paths].sort()) {
    if ((await host.fileSystem.stat(path))?.kind !== 'file') continue;
    const text = new TextDecoder().decode(await host.fileSystem.readFile(path));
    for (const [module, sum] of readGoSum(text)) sums.set(module, sum);
  }
  return sums;
}

/**
 * Provenance files of earlier builds next to archives for which this build writes none: they describe archives that no
 * longer exist. Files that lambdazip did not write are kept.
 */
export async function staleRecords(
  host: Pick<Host, 'fileSystem'>,
  plan: BuildPlan,
  { provenance = true }: DocumentOptions,
): Promise<string[]> {
  if (provenance) return [];
  const { readStatement } = await import('../provenance/read-statement.js');
  const stale: string[] = [];
  for (const { path } of plan.archives) {
    const record = provenancePath(path);
    if ((await host.fileSystem.lstat(record))?.kind !== 'file') continue;
    const text = new TextDecoder().decode(await host.fileSystem.readFile(record));
    if (readStatement(text).kind === 'statement') stale.push(record);
  }
  return stale;
}
