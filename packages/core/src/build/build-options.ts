import type { PlanOptions } from '../plan/plan-options.js';
import type { BuildEvent } from '../ports/build-event.js';

/** What `build` can be told: all that `plan` can, and how to build. */
export interface BuildOptions extends PlanOptions {
  /** Whether an input that changes during the build makes it fail, instead of a warning. Default: false. */
  readonly strictInputs?: boolean | undefined;
  /**
   * A file that the caller writes the report to, relative to the working directory: the record does not take it
   * for a change of the sources.
   */
  readonly report?: string | undefined;
  /** Called as the work goes on. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}
