import type { BuildCommand, PackageArgument } from './build-command.js';
import { grouped } from './grouped.js';
import { developmentRank, isUnspecific, rankOfRoutes } from './route.js';

/** A build, and the reading of a script that found it. */
export interface FoundBuild {
  readonly command: BuildCommand;
  readonly reading: symbol;
}

/**
 * If a line is reached in several ways, keep those with the most known values: a target that a different one calls with
 * variables need not be read without them. Settings of debug targets do not count for other builds.
 */
export function mostTelling(builds: readonly FoundBuild[]): readonly BuildCommand[] {
  const byLine = grouped(builds, ({ command: { location } }) =>
    JSON.stringify([location.file, location.line, location.column]),
  );
  return [...byLine.values()].flatMap((group) => {
    const known = group.filter(({ command }) => !hasGap(command));
    const complete = new Set(known.map(({ reading }) => reading));
    // An unknown value next to a known one in the same reading belongs to a different command of the line or iteration of its
    // loop. A stem that SAM fills in stays, because its targets are called from outside.
    const kept = group
      .filter(
        ({ command, reading }) =>
          known.length === 0 || !hasGap(command) || complete.has(reading) || isForSam(command),
      )
      .map(({ command }) => command);
    const bySubject = grouped(kept, ({ directory, output, packages }) =>
      JSON.stringify([directory, output, packages]),
    );
    return [...bySubject.values()].flatMap((alike) =>
      alike.filter((each) => !alike.some((other) => other !== each && tellsMore(other, each))),
    );
  });
}

/** Whether one of two commands for the same packages has fewer unknown values or a larger environment. */
function tellsMore(more: BuildCommand, less: BuildCommand): boolean {
  if (isLessLikely(more, less)) return false;
  if (more.unknown.length < less.unknown.length)
    return more.unknown.every((name) => less.unknown.includes(name));
  if (isCalledBySam(more) && !isCalledBySam(less)) return true;
  if (more.target !== less.target || !hasLargerEnvironment(more, less)) return false;
  return JSON.stringify(more.flags) === JSON.stringify(less.flags);
}

/** Whether one route says less about deployment than the other. */
function isLessLikely(one: BuildCommand, other: BuildCommand): boolean {
  const [rank, otherRank] = [rankOfRoutes(one.routes ?? []), rankOfRoutes(other.routes ?? [])];
  if (rank <= otherRank) return false;
  return rank === developmentRank || !(isUnspecific(rank) && isUnspecific(otherRank));
}

function isCalledBySam({ output, target }: BuildCommand): boolean {
  return output?.startsWith('$(ARTIFACTS_DIR)') === true && /^build-/.test(target ?? '');
}

function isForSam({ output, unknown }: BuildCommand): boolean {
  return unknown.includes('*') && output?.startsWith('$(ARTIFACTS_DIR)') === true;
}

function hasGap({ directory, output, packages }: BuildCommand): boolean {
  return [directory, output ?? '', ...packages.flatMap(packageTexts)].some((text) => text.includes('${'));
}

/** Whether one command's environment is a proper superset of the other's. */
function hasLargerEnvironment(more: BuildCommand, less: BuildCommand): boolean {
  const entries = Object.entries(less.environment);
  return (
    Object.keys(more.environment).length > entries.length &&
    entries.every(
      ([name, value]) => Object.hasOwn(more.environment, name) && more.environment[name] === value,
    )
  );
}

export function packageTexts(argument: PackageArgument): readonly string[] {
  return argument.kind === 'files' ? argument.files : [argument.path];
}
