import type { PlanOptions } from '../plan/plan-options.js';
import type { PlanReport } from '../plan/plan-report.js';
import type { BuildEvent } from '../ports/build-event.js';

/** How to build a plan. */
export interface BuildSteps {
  /** Fail if an input changes during the build, instead of warning. Default: false. */
  readonly strictInputs?: boolean | undefined;
  /**
   * Write the report to this file as JSON, relative to the working directory. It is written together with the archives:
   * if any of them cannot be written, all files stay unchanged. Provenance does not count it as a change to the
   * sources. Default: no file.
   */
  readonly report?: string | undefined;
  /**
   * Record the reported warnings in the cache, so that the event `silenced` of a later build lists those that are
   * unchanged. For callers that print warnings. Default: false.
   */
  readonly rememberWarnings?: boolean | undefined;
  /** Called with the progress of the build. Default: no call. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}

/** The options of `build`: those of `plan`, and how to build. */
export interface BuildOptions extends PlanOptions, BuildSteps {
  /** Only in {@link PlannedBuildOptions}. Default: plan from the other options. */
  readonly plan?: undefined;
}

/** The options of `build` for an existing plan. Everything else is taken from the plan. */
export interface PlannedBuildOptions extends BuildSteps {
  /**
   * A plan that `plan` returned. It is built only if `plan` would still return the same, on the host that it was made
   * on.
   */
  readonly plan: PlanReport;
  /** Stops the work, leaving no child process and no partial file. Default: no signal. */
  readonly signal?: AbortSignal | undefined;
}
