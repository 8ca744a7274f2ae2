import type { PlanOptions } from '../plan/plan-options.js';
import type { PlanReport } from '../plan/plan-report.js';
import type { BuildEvent } from '../ports/build-event.js';

/** How a plan is built. */
export interface BuildSteps {
  /** Whether an input that changes during the build makes it fail, instead of a warning. Default: false. */
  readonly strictInputs?: boolean | undefined;
  /**
   * A file to write the report to as JSON, relative to the working directory. It is written with the archives: if any of
   * them cannot be written, all files stay as they were. Provenance does not count it as a change of the sources.
   * Default: no file.
   */
  readonly report?: string | undefined;
  /** Called as the work goes on. Default: no call. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}

/** The options of `build`: all that `plan` has, and how to build. */
export interface BuildOptions extends PlanOptions, BuildSteps {
  /** Only with {@link PlannedBuildOptions}. Default: it is planned by the other options. */
  readonly plan?: undefined;
}

/** The options of `build` for a plan that was made before. All else is as it was planned. */
export interface PlannedBuildOptions extends BuildSteps {
  /**
   * What `plan` returned. It is built if it is still what `plan` would return; its host is the one that it was made on.
   */
  readonly plan: PlanReport;
  /** Ends the work: no child process and no partial file is left. Default: nothing ends it. */
  readonly signal?: AbortSignal | undefined;
}
