import { basename, join } from 'pathe';
import type { ArchiveSpec } from '../manifest/manifest.js';
import type { ManifestOverrides } from '../manifest/resolve.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { Host } from '../ports/host.js';
import { changedFiles } from './changed-files.js';
import { type TouchedArchive, touchedArchives } from './touched-archives.js';

/** What the plan was told, with which the manifest of before is read too. */
export interface Told extends ManifestOverrides {
  readonly set?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The archives of a plan that a change since a revision touches. */
export async function touchedSince(
  plan: BuildPlan,
  options: Told,
  since: string,
  host: Host,
): Promise<{ readonly commit: string; readonly touched: readonly TouchedArchive[] }> {
  const { signal } = options;
  const changed = await changedFiles(host, plan.directory, since, signal);
  try {
    const manifest = join(plan.directory, basename(plan.manifest));
    const text = changed.changes.get(manifest) === undefined ? null : await changed.before(manifest);
    const before =
      text === null ? plan.specs : text === undefined ? undefined : await specsOf(text, plan, options);
    return {
      commit: changed.commit,
      touched: await touchedArchives({ plan, before, changed, signal }, host),
    };
  } finally {
    await changed.close();
  }
}

async function specsOf(
  text: string,
  plan: BuildPlan,
  { set = {}, architecture, bootstrap }: Told,
): Promise<readonly ArchiveSpec[]> {
  const { readManifest } = await import('../manifest/read-manifest.js');
  // Variables that the manifest did not have yet decided nothing there.
  const overrides = { architecture, bootstrap };
  const { manifest } = await readManifest(text, { file: plan.manifest, set, overrides });
  return manifest.archives;
}
