import type { Cache } from '../cache/cache.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { BuildEvent } from '../ports/build-event.js';
import type { Host } from '../ports/host.js';

/** What the parts of a build share. */
export interface BuildContext {
  readonly host: Host;
  readonly plan: BuildPlan;
  readonly cache: Cache;
  /** lambdazip's own. */
  readonly version: string;
  /** How many contents are compressed at once. Default: the deflater's. */
  readonly workers?: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: (event: BuildEvent) => void;
}
