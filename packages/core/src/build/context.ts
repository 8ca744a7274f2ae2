import { failure } from '../diagnostics/diagnose.js';
import { withCodes } from '../diagnostics/with-codes.js';
import { type KeptPlan, type PlanParts, reportOf } from '../plan/plan.js';
import type { PlanReport } from '../plan/plan-report.js';
import type { Host } from '../ports/host.js';
import type { BuildOptions } from './build-options.js';
import type { BuildReport } from './build-report.js';
import { Rebuilds } from './rebuilds.js';
import type { WatchableBuild, WatchOptions } from './watch.js';

/** Builds of one manifest by one process. They run one after another, also if they are started at once. */
export interface Context {
  /** What the last build was made from, or the next one will be. It can be given to `build`. */
  readonly plan: PlanReport;
  /**
   * Builds what the manifest says now, with the same bytes as `build` with the same options. The plan is made again only if
   * something changed that it was made from: the manifest, a go.mod, a file that a wildcard finds, go itself.
   *
   * @throws LambdazipError `context-disposed`, and what `build` throws; the context can be used again
   */
  rebuild(): Promise<BuildReport>;
  /**
   * Builds, and builds again whenever something changes that the build depends on, as `watch` does. Resolves when the context
   * is disposed.
   *
   * @throws LambdazipError `context-disposed`, and what `watch` throws
   */
  watch(options: Pick<WatchOptions, 'onBuild'>): Promise<void>;
  /** Ends what is running, and waits for it: no child process and no partial file is left. Never rejects. */
  dispose(): Promise<void>;
}

/**
 * Plans a build, to be made many times.
 *
 * @throws LambdazipError as `plan` does
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
