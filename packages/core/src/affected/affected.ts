import { relative } from 'pathe';
import type { ArchiveReport } from '../build/build-report.js';
import { makeWholePlan } from '../plan/plan.js';
import type { WholePlanOptions } from '../plan/plan-options.js';
import type { HandlerReport } from '../plan/plan-report.js';
import type { Host } from '../ports/host.js';
import type { Reason } from './reason.js';
import { touchedSince } from './touched-since.js';

/** What `affected` can be told: what decides a plan, and since when. */
export interface AffectedOptions extends WholePlanOptions {
  /** A revision, as git names them. The state that it is held against is that of the files as they are. */
  readonly since: string;
}

/** What a change touches. */
export interface AffectedReport {
  readonly since: string;
  /** The commit that the revision names. */
  readonly commit: string;
  readonly archives: readonly AffectedArchive[];
  /** The names of the archives that are not touched. */
  readonly unaffected: readonly string[];
}

/** An archive that has to be built again, whole. */
export interface AffectedArchive extends Pick<ArchiveReport, 'name' | 'path'> {
  /** What touches the archive itself: an asset, the manifest. */
  readonly reasons: readonly Reason[];
  readonly handlers: readonly AffectedHandler[];
}

/** A handler whose program may be another one. */
export interface AffectedHandler extends Pick<HandlerReport, 'handler' | 'package'> {
  readonly reasons: readonly Reason[];
}

/**
 * Says which archives and handlers a change touches: all files that differ between a revision and now, through Go's
 * imports, embedded files, go.mod, assets and the manifest. Where it cannot be sure, it counts them in.
 *
 * @throws LambdazipError `since-no-repository`, `since-unknown`, `git-not-found`, `git-refused`, `git-failed`, and what `plan` throws
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
