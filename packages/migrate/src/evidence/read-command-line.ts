import type { Location, ProjectFiles } from '@lambdazip/core/internal';
import type { BuildCommand, BuildFile } from './build-command.js';
import { EvidenceCollector } from './evidence-collector.js';
import { makeTree } from './project-tree.js';
import { runScript } from './shell/run-script.js';
import { newState } from './shell/shell-state.js';
import { plainText } from './unknown-text.js';
import { Budget, BudgetSpent } from './world.js';

/**
 * Reads a shell command line that is not in a build file; see {@link readBuildEvidence}.
 *
 * @param directory it runs in, relative to the project's root
 */
export function readCommandLine(
  line: string,
  directory: string,
  place: { readonly file: BuildFile; readonly location: Location },
  project: ProjectFiles,
): readonly BuildCommand[] {
  const findings = new EvidenceCollector();
  const world = {
    tree: makeTree(project),
    display: project.display,
    texts: new Map<string, string>(),
    findings,
    budget: new Budget(),
    reached: new Set<string>(),
    missing: new Set<string>(),
    runMake: () => undefined,
  };
  const origin = {
    file: place.file,
    target: null,
    samTarget: null,
    routes: [],
    place: () => ({ location: place.location, source: line }),
  };
  try {
    runScript(world, plainText(line), newState(directory, new Map(), null, null), origin);
  } catch (problem) {
    if (!(problem instanceof BudgetSpent || problem instanceof RangeError)) throw problem;
  }
  return findings.builds();
}
