import type { WholePlanOptions } from '../plan/plan-options.js';
import type { BuildEvent } from '../ports/build-event.js';

/** The options of `size`. */
export interface SizeOptions extends Omit<WholePlanOptions, 'outDir'> {
  /**
   * The cache directory, relative to the working directory; false to use no cache. Default: LAMBDAZIP_CACHE_DIR, else
   * the platform's cache directory.
   */
  readonly cache?: string | false | undefined;
  /** Called with the progress of the builds. Default: no call. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}
