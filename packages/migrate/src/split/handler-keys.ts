import {
  type BuildPlan,
  dotted,
  fillWildcards,
  hasWildcard,
  type Location,
  matchWildcards,
} from '@lambdazip/core/internal';
import { relative } from 'pathe';

/** A key of `handlers` in the manifest. */
export interface HandlerKey {
  readonly key: string;
  /** The handlers that it gives, sorted. */
  readonly handlers: readonly string[];
  /** The other handlers of the archive that it would give if they had no key of their own. */
  readonly covers: readonly string[];
  readonly location: Location;
}

/** The keys of an archive, with the handlers of each. */
export function handlerKeys(
  plan: BuildPlan,
  archive: string,
  handlers: readonly string[],
): readonly HandlerKey[] {
  const specs = plan.specs.find(({ name }) => name === archive)?.handlers ?? [];
  const explicit = new Set(specs.filter(({ key }) => !hasWildcard(key)).map(({ key }) => key));
  const found = specs.map(({ key, location, target }) => {
    if (!hasWildcard(key))
      return { key, location, handlers: handlers.filter((each) => each === key), covers: [] };
    const pattern = target.kind === 'package' ? target.pattern : '';
    const matches = handlers.filter((each) => matchWildcards(key, each) !== undefined);
    return {
      key,
      location,
      handlers: matches.filter(
        (each) => !explicit.has(each) && gives(plan, archive, { key, pattern, handler: each }),
      ),
      covers: matches.filter((each) => explicit.has(each)),
    };
  });
  const taken = new Set<string>();
  return found.map((each) => {
    const own = each.handlers.filter((handler) => !taken.has(handler));
    for (const handler of own) taken.add(handler);
    return { ...each, handlers: own };
  });
}

/** Whether a wildcard gives a handler its main package. */
function gives(
  plan: BuildPlan,
  archive: string,
  { key, pattern, handler }: { readonly key: string; readonly pattern: string; readonly handler: string },
): boolean {
  const main = mainOf(plan, archive, handler);
  if (main === undefined) return false;
  const path = isRelative(pattern) ? relative(plan.directory, main.directory) : main.importPath;
  const parts = matchWildcards(pattern.replace(/^(\.\/)+/, ''), path);
  return parts !== undefined && fillWildcards(key, parts) === handler;
}

/** The package of a handler as it is written in the manifest without a wildcard. */
export function packageFor(plan: BuildPlan, archive: string, handler: string, key: string): string {
  const main = mainOf(plan, archive, handler);
  const target = plan.specs
    .find(({ name }) => name === archive)
    ?.handlers.find((each) => each.key === key)?.target;
  if (main === undefined || target?.kind !== 'package')
    throw new TypeError(`the plan does not build ${handler}`);
  return isRelative(target.pattern) ? dotted(relative(plan.directory, main.directory)) : main.importPath;
}

function mainOf(plan: BuildPlan, archive: string, handler: string) {
  for (const { archive: from, handlers, programs } of plan.archives) {
    const entry = from === archive ? handlers.find((each) => each.handler === handler)?.entry : undefined;
    const program = programs.find((each) => each.entry === entry);
    if (entry === undefined || program === undefined) continue;
    const name = handlers.find((each) => each.handler === handler)?.package;
    const mains = plan.runs
      .find(({ id }) => id === program.run)
      ?.programs.find(({ executable }) => executable === program.executable)?.mains;
    // A handler that is a list of files has no wildcard.
    return mains?.find(({ importPath }) => importPath === name);
  }
  return undefined;
}

function isRelative(pattern: string): boolean {
  return /^\.\.?(\/|$)/.test(pattern);
}
