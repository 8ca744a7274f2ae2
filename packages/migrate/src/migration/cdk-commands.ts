import type { ProjectFiles } from '@lambdazip/core/internal';
import type { BuildEvidence } from '../evidence/build-command.js';
import { developmentRank } from '../evidence/route.js';
import type { BuildLines } from './candidates/build-lines.js';
import { type ChosenCommand, chooseCommand, rankOf } from './candidates/choose-command.js';
import { isSameTarget } from './candidates/package-target.js';
import { cdkSourceFile } from './cdk-build-flags.js';
import type { CandidateTarget } from './decision.js';

/**
 * What is said to go for a program of a CDK app: a GoFunction builds it in the environment of the CDK; without one, build
 * lines of the project make what the app packs.
 */
export function cdkCommand(
  target: CandidateTarget,
  { tools = [] }: BuildEvidence,
  options: {
    readonly lines: BuildLines;
    readonly usesGoFunction: boolean;
    readonly buildTarget: string | undefined;
  },
): ChosenCommand {
  const inherited = tools.filter(({ tool }) => tool === 'cdk').map(({ command }) => command);
  const building = options.usesGoFunction
    ? []
    : options.lines.products
        .filter((product) => isSameTarget(product.target, target))
        .map(({ command }) => command)
        // No evidence leads from the app to the line.
        .filter((command) => rankOf(command) !== developmentRank);
  return chooseCommand(building.length > 0 ? building : inherited, options.buildTarget);
}

/** Whether a source of the project uses the construct that builds Go programs by itself. */
export async function usesGoFunction({ files, read }: ProjectFiles): Promise<boolean> {
  for (const file of files.filter((each) => cdkSourceFile.test(each))) {
    if (/\bGoFunction\b|\bNewGoFunction\b/.test((await read(file)) ?? '')) return true;
  }
  return false;
}
