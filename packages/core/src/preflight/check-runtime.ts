import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { type Runtime, runtimes, runtimesAsOf } from '../lambda/runtimes.js';

/**
 * Warns about a runtime after its deprecation date. It is not an error, since AWS postpones such dates.
 *
 * @param now milliseconds since 1970
 */
export function checkRuntime(runtime: Runtime, now: number): Diagnostic[] {
  const { deprecated, creationBlocked, updatesBlocked } = runtimes[runtime];
  if (now < Date.parse(deprecated)) return [];
  return [
    diagnose('runtime-deprecated', {
      runtime,
      deprecated,
      creationBlocked,
      updatesBlocked,
      asOf: runtimesAsOf,
    }),
  ];
}
