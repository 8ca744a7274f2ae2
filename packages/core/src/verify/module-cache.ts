import { failure } from '../diagnostics/diagnose.js';
import { goEnvironment } from '../go/run-command.js';
import type { BuildPlan } from '../plan/build-plan.js';
import type { Host } from '../ports/host.js';

/**
 * Runs `go mod verify` to check the downloaded modules against go.sum: a build trusts the module cache.
 * Vendored modules are declared inputs and are not checked.
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
    // Ignore other complaints, such as a module that is not downloaded and that no package needs: the build reports the relevant ones.
    if (modified.length > 0) throw failure('verify-modules-modified', { output: modified.join('; ') });
  }
}
