import type { ManifestNotes } from '../manifest/load-manifest.js';
import type { BuildPlan } from '../plan/build-plan.js';
import { changesOfInputs, type KeptPlan, makeKeptPlan, type PlanParts } from '../plan/plan.js';
import type { Host } from '../ports/host.js';
import { buildPlanned } from './build.js';
import type { BuildOptions } from './build-options.js';
import type { BuildReport } from './build-report.js';

/**
 * Builds of one manifest, one after another. The plan is made again only if one of its inputs has changed, so that each
 * build writes the same as a fresh one.
 */
export class Rebuilds {
  readonly #options: BuildOptions;
  readonly #host: Host;
  readonly #parts: PlanParts;
  #planned: KeptPlan | undefined;

  constructor(options: BuildOptions, host: Host, parts: PlanParts) {
    this.#options = options;
    this.#host = host;
    this.#parts = parts;
  }

  /** The current plan. If planning fails, the last plan is dropped. */
  async plan(notes?: ManifestNotes): Promise<KeptPlan> {
    const { signal } = this.#options;
    const last = this.#planned;
    this.#planned = undefined;
    const isCurrent = last !== undefined && (await changesOfInputs(last, signal)).length === 0;
    const planned = isCurrent ? last : await makeKeptPlan(this.#options, this.#host, this.#parts, notes);
    this.#planned = planned;
    return planned;
  }

  /** @param onPlan called with the plan before go compiles */
  async build(onPlan: (plan: BuildPlan, planned: KeptPlan) => void = () => undefined): Promise<BuildReport> {
    return await buildPlanned(this.#options, this.#host, async (notes) => {
      const planned = await this.plan(notes);
      onPlan(planned.plan, planned);
      return planned.plan;
    });
  }
}
