import type { PlanOptions } from '../plan/plan-options.js';
import type { BuildEvent } from '../ports/build-event.js';

/** What `build` can be told: all that `plan` can, and how to build. */
export interface BuildOptions extends PlanOptions {
  /** Whether an input that changes during the build makes it fail, instead of a warning. Default: false. */
  readonly strictInputs?: boolean | undefined;
  /**
   * A file to write the report to as JSON, relative to the working directory. It is written with the archives: if any of
   * them cannot be written, all files stay as they were. Provenance does not count it as a change of the sources.
   * Default: no file.
   */
  readonly report?: string | undefined;
  /** Called as the work goes on. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}
