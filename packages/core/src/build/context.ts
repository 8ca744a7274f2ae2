import { failure } from '../diagnostics/diagnose.js';
import { withCodes } from '../diagnostics/with-codes.js';
import { type KeptPlan, type PlanParts, reportOf } from '../plan/plan.js';
import type { PlanReport } from '../plan/plan-report.js';
import type { Host } from '../ports/host.js';
import type { BuildOptions } from './build-options.js';
import type { BuildReport } from './build-report.js';
import { Rebuilds } from './rebuilds.js';
import type { WatchableBuild, WatchOptions } from './watch.js';

/** Builds of one manifest by one process. They run one after another, even if started at the same time. */
export interface Context {
  /** The plan of the last build, or of the next one if there has been none. It can be passed to `build`. */
  readonly plan: PlanReport;
  /**
   * Builds the manifest as it is now, with the same bytes as `build` with the same options. It plans again only if an
   * input of the plan has changed: the manifest, a go.mod, a file that a wildcard matches, go itself.
   *
   * @throws LambdazipError `context-disposed`, and the codes of `build`; the context can be used again
   */
  rebuild(): Promise<BuildReport>;
  /**
   * Builds, then rebuilds whenever an input of the build changes, like `watch`. Resolves when the context is disposed.
   *
   * @throws LambdazipError `context-disposed`, and the codes of `watch`
   */
  watch(options: Pick<WatchOptions, 'onBuild'>): Promise<void>;
  /** Stops running builds and waits for them, leaving no child process and no partial file. Never rejects. */
  dispose(): Promise<void>;
}

/**
 * Plans a build that can then be run many times.
 *
 * @throws LambdazipError with the codes of `plan`
 */
export async function context(options: BuildOptions, host: Host, parts: PlanParts): Promise<Context> {
  const stop = new AbortController();
  const { signal } = options;
  const onAbort = (): void => stop.abort(signal?.reason);
  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort);
  const stoppable = { ...options, signal: stop.signal };
  const rebuilds = new Rebuilds(stoppable, host, parts);
  const first = await rebuilds.plan().catch((error: unknown) => {
    signal?.removeEventListener('abort', onAbort);
    throw error;
  });
  let shown = { planned: first, report: reportOf(first) };
  const show = (planned: KeptPlan): void => {
    if (shown.planned !== planned) shown = { planned, report: reportOf(planned) };
  };

  let isDisposed = false;
  const running = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();
  const refuseDisposed = (): void => {
    if (isDisposed) throw failure('context-disposed', {});
  };
  const counted = <Result>(work: Promise<Result>): Promise<Result> => {
    const ended = work.catch(() => undefined).finally(() => running.delete(ended));
    running.add(ended);
    return work;
  };
  const inTurn: WatchableBuild = (onPlan) => {
    const work = last.then(async () => {
      stop.signal.throwIfAborted();
      return await rebuilds.build((plan, planned) => {
        show(planned);
        onPlan(plan);
      });
    });
    last = work.catch(() => undefined);
    return counted(work);
  };
  return {
    get plan() {
      return shown.report;
    },
    rebuild: () =>
      withCodes(async () => {
        refuseDisposed();
        return await inTurn(() => undefined);
      }),
    watch: ({ onBuild }) =>
      withCodes(async () => {
        refuseDisposed();
        const { watchRebuilds } = await import('./watch.js');
        const watching = watchRebuilds(inTurn, { ...stoppable, onBuild }, host);
        await counted(watching).catch((error: unknown) => {
          if (!isDisposed) throw error;
        });
      }),
    dispose: async () => {
      isDisposed = true;
      signal?.removeEventListener('abort', onAbort);
      stop.abort(failure('context-disposed', {}));
      while (running.size > 0) await Promise.all(running);
    },
  };
}
