import type { Cache } from '../cache/cache.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { BuildEvent } from '../ports/build-event.js';
import type { Host } from '../ports/host.js';

/** Shared by the steps of a build. */
export interface BuildContext {
  readonly host: Host;
  readonly plan: BuildPlan;
  readonly cache: Cache;
  /** The version of lambdazip. */
  readonly version: string;
  /** How many contents are compressed at the same time. Default: the deflater's. */
  readonly workers?: number | undefined;
  /** Whether archives may exceed Lambda's quotas: they are only measured. Default: false. */
  readonly anySize?: boolean | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: BuildEvent) => void;
}
