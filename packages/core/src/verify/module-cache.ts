import { failure } from '../diagnostics/diagnose.js';
import { goEnvironment } from '../go/run-command.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { Host } from '../ports/host.js';

/**
 * Lets go hold the downloaded modules against go.sum: a build itself believes what lies in the module cache.
 * Vendored modules are declared inputs and are not looked at.
 *
 * @throws LambdazipError `verify-modules-modified`
 */
export async function checkModuleCache(
  plan: BuildPlan,
  host: Pick<Host, 'processes'>,
  signal?: AbortSignal,
): Promise<void> {
  const checked = new Set<string>();
  for (const run of plan.runs) {
    const { module, settings, toolchain } = run;
    if (settings.mod === 'vendor' || checked.has(module.root)) continue;
    checked.add(module.root);
    const result = await host.processes.run({
      argv: [toolchain.program, 'mod', 'verify'],
      workingDirectory: module.root,
      environment: goEnvironment(run),
      signal,
    });
    const output = `${result.standardOutput}\n${result.standardError}`;
    const modified = output.split('\n').filter((line) => /has been modified/.test(line));
    // What it complains of otherwise (a module that no package needs and nobody downloaded) the build tells.
    if (modified.length > 0) throw failure('verify-modules-modified', { output: modified.join('; ') });
  }
}
