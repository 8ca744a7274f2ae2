import { relative } from 'pathe';
import type { ArchiveReport } from '../build/build-report.js';
import { makeWholePlan } from '../plan/plan.js';
import type { WholePlanOptions } from '../plan/plan-options.js';
import type { HandlerReport } from '../plan/plan-report.js';
import type { Host } from '../ports/host.js';
import type { Reason } from './reason.js';
import { touchedSince } from './touched-since.js';

/** The options of `affected`: what determines a plan, and a revision. */
export interface AffectedOptions extends WholePlanOptions {
  /** The commit, branch or tag to compare the working tree with. */
  readonly since: string;
}

/** The archives and handlers that are affected by a change. */
export interface AffectedReport {
  readonly since: string;
  /** The commit that the revision resolves to. */
  readonly commit: string;
  readonly archives: readonly AffectedArchive[];
  /** The names of the archives that are not affected. */
  readonly unaffected: readonly string[];
}

/** An archive that must be rebuilt. */
export interface AffectedArchive extends Pick<ArchiveReport, 'name' | 'path'> {
  /** Changes that affect the archive itself: an asset, the manifest. */
  readonly reasons: readonly Reason[];
  readonly handlers: readonly AffectedHandler[];
}

/** A handler whose program may have changed. */
export interface AffectedHandler extends Pick<HandlerReport, 'handler' | 'package'> {
  readonly reasons: readonly Reason[];
}

/**
 * Finds the archives and handlers that are affected by a change: all files that differ between a revision and the
 * working tree, followed through Go imports, embedded files, go.mod, assets and the manifest. If in doubt, an archive
 * counts as affected.
 *
 * @throws LambdazipError `since-no-repository`, `since-unknown`, `git-not-found`, `git-refused`, `git-failed`, and the
 * codes of `plan`
 */
export async function affected(options: AffectedOptions, host: Host): Promise<AffectedReport> {
  const plan = await makeWholePlan(options, host);
  const { commit, touched } = await touchedSince(plan, options, options.since, host);
  const names = new Set(touched.map((each) => each.plan));
  return {
    since: options.since,
    commit,
    archives: touched.map(({ plan: archive, reasons, handlers }) => ({
      name: archive.name,
      path: relative(host.workingDirectory, archive.path),
      reasons,
      handlers: handlers.map(({ plan: { handler, package: main }, reasons: why }) => ({
        handler,
        package: main,
        reasons: why,
      })),
    })),
    unaffected: plan.archives.filter((archive) => !names.has(archive)).map(({ name }) => name),
  };
}
