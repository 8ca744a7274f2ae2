import type { BuildEvidence, ToolCommand } from '../evidence/build-command.js';
import { developmentRank } from '../evidence/route.js';
import type { BuildLines } from './candidates/build-lines.js';
import { type ChosenCommand, chooseCommand, rankOf } from './candidates/choose-command.js';
import { isSameTarget } from './candidates/package-target.js';
import type { CandidateTarget } from './decision.js';

/**
 * The build settings of a program that the source itself names: those of the environment if the tool builds it, otherwise
 * those of the project's build lines.
 */
export function programCommand(
  target: CandidateTarget,
  { tools = [] }: BuildEvidence,
  options: {
    readonly lines: BuildLines;
    readonly tool: ToolCommand['tool'];
    readonly isBuiltByTool: boolean;
    readonly buildTarget: string | undefined;
  },
): ChosenCommand {
  const inherited = tools.filter(({ tool }) => tool === options.tool).map(({ command }) => command);
  const building = options.isBuiltByTool
    ? []
    : options.lines.products
        .filter((product) => isSameTarget(product.target, target))
        .map(({ command }) => command)
        // No evidence leads from the source to the line.
        .filter((command) => rankOf(command) !== developmentRank);
  return chooseCommand(building.length > 0 ? building : inherited, options.buildTarget);
}
