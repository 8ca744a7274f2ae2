import { compareStrings } from '@lambdazip/core/internal';
import type { BuildCommand } from '../../evidence/build-command.js';
import {
  developmentRank,
  isForDeployment,
  isOnlyForDevelopment,
  type RouteRank,
  rankOfRoutes,
} from '../../evidence/route.js';
import { readBuildLine } from '../build-line.js';

/** The build line of a program, and equally likely lines with different settings. */
export interface ChosenCommand {
  readonly command: BuildCommand | null;
  /** Build lines that are as likely but have different settings; none if the choice is clear. */
  readonly contested: readonly BuildCommand[];
}

/**
 * Of several lines that build one program, the one used for deployment: run by a deploy target or a pipeline, otherwise the
 * default build; never a debugging build, if there is any other.
 *
 * @param named the user's choice: a make target, task, job, script, or the location of a line (`build.sh:12`)
 */
export function chooseCommand(
  commands: readonly (BuildCommand | null)[],
  named: string | null = null,
): ChosenCommand {
  const known = [...new Set(commands)].filter((command) => command !== null);
  const asked = named === null ? [] : known.filter((command) => namesOf(command).has(named));
  const [command = null, ...others] = asked.length > 0 ? closest(asked) : closest(likeliest(known));
  if (command === null) return { command, contested: [] };
  if (asked.length === 0 && isOnlyForDevelopment(command.routes ?? [])) {
    // Its settings are left out, so any of several development lines will do.
    return { command: { ...command, isOnlyForDevelopment: true }, contested: [] };
  }
  const own = saidBy(command);
  return { command, contested: others.filter((other) => saidBy(other) !== own) };
}

/** The names by which a line can be chosen. */
export function namesOf({ routes = [], target, location }: BuildCommand): ReadonlySet<string> {
  const names = routes.flatMap((each) => each.names);
  return new Set([...names, ...(target === null ? [] : [target]), `${location.file}:${location.line}`]);
}

export function rankOf(command: BuildCommand): RouteRank {
  const { flags } = command;
  const isForDebugging =
    ['race', 'msan', 'asan', 'cover'].some((name) => Object.hasOwn(flags, name)) ||
    /(?:^|[\s=])-[Nl](?:\s|$)/.test(flags.gcflags ?? '');
  return isForDebugging ? developmentRank : rankOfRoutes(command.routes ?? []);
}

function likeliest(commands: readonly BuildCommand[]): readonly BuildCommand[] {
  const deployed = commands.filter((command) => rankOf(command) !== developmentRank);
  const some = deployed.length > 0 ? deployed : commands;
  const group = fitForLambda(some);
  const best = bestOf(group);
  return group.filter((command) => rankOf(command) === best);
}

/**
 * Lambda runs Linux: a build for Linux is preferred to one for the current system. But a deployment line without GOOS runs
 * on Linux.
 */
function fitForLambda(commands: readonly BuildCommand[]): readonly BuildCommand[] {
  const possible = commands.filter(({ environment: { GOOS = '' } }) => /^(?:linux)?$|\$/.test(GOOS));
  const forLinux = possible.filter(({ environment }) => environment.GOOS === 'linux');
  if (forLinux.length === 0) return possible.length > 0 ? possible : commands;
  const deploying = possible.filter(({ routes = [] }) => routes.some(isForDeployment));
  return bestOf(deploying) < bestOf(forLinux) ? deploying : forLinux;
}

/** The best rank of several lines; infinite for an empty list. */
function bestOf(commands: readonly BuildCommand[]): number {
  return Math.min(...commands.map(rankOf));
}

/** Removes a line with unknown values if the same line exists with these values filled in. */
function closest(commands: readonly BuildCommand[]): readonly BuildCommand[] {
  return commands.filter(
    (command) => !commands.some((other) => other !== command && isFilledIn(other, command)),
  );
}

function isFilledIn(more: BuildCommand, less: BuildCommand): boolean {
  const isSameLine = JSON.stringify(more.location) === JSON.stringify(less.location);
  return (
    isSameLine &&
    more.unknown.length < less.unknown.length &&
    more.unknown.every((name) => less.unknown.includes(name))
  );
}

function saidBy(command: BuildCommand): string {
  const { go } = readBuildLine(command);
  return JSON.stringify(Object.entries(go).sort(([a], [b]) => compareStrings(a, b)));
}
