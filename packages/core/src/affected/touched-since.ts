import { basename, join } from 'pathe';
import type { ArchiveSpec } from '../manifest/manifest.js';
import type { ManifestOverrides } from '../manifest/resolve.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { Host } from '../ports/host.js';
import { changedFiles } from './changed-files.js';
import { type TouchedArchive, touchedArchives } from './touched-archives.js';

/** The overrides of the plan, which also apply to the earlier manifest. */
export interface Told extends ManifestOverrides {
  readonly set?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The archives of a plan that are affected by changes since a revision. */
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
  // Variables that the earlier manifest does not declare had no effect then.
  const overrides = { architecture, bootstrap };
  const { manifest } = await readManifest(text, { file: plan.manifest, set, overrides });
  return manifest.archives;
}
