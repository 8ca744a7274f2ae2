import { stemOf } from './make-words.js';
import type { Makefile, MakeRule, RecipeLine } from './makefile.js';

/** A recipe to run for one target. */
export interface TargetRecipe {
  readonly target: string;
  readonly recipe: readonly RecipeLine[];
  /** Prerequisites of the rule with the recipe first. */
  readonly prerequisites: readonly string[];
  /** The stem `%`; '' if the rule is not a pattern. */
  readonly stem: string;
}

/** Whether a rule's targets are patterns, which make instantiates for a required target. */
export function isImplicit({ targets, pattern }: MakeRule): boolean {
  return pattern === null && targets.some((target) => target.includes('%'));
}

/** What make would run for a target: its own rules, and an implicit one if they have no recipe. */
export function recipeFor(
  makefile: Makefile,
  target: string,
  exists: (path: string) => boolean,
): TargetRecipe | undefined {
  const own = makefile.rules.filter((rule) => !isImplicit(rule) && rule.targets.includes(target));
  const withRecipe = own.findLast(({ recipe }) => recipe.length > 0);
  const prerequisites = own.flatMap((rule) => instantiated(rule, target));
  if (withRecipe !== undefined) {
    const first = instantiated(withRecipe, target);
    const stem = withRecipe.pattern === null ? '' : (stemOf(withRecipe.pattern, target) ?? '');
    const all = [...first, ...prerequisites.filter((name) => !first.includes(name))];
    return { target, recipe: withRecipe.recipe, prerequisites: all, stem };
  }
  const implicit = implicitRule(makefile, target, exists);
  if (implicit === undefined)
    return own.length === 0 ? undefined : { target, recipe: [], prerequisites, stem: '' };
  const { rule, stem } = implicit;
  const first = rule.prerequisites.map((name) => name.replace('%', () => stem));
  return { target, recipe: rule.recipe, prerequisites: [...first, ...prerequisites], stem };
}

function instantiated({ pattern, prerequisites }: MakeRule, target: string): readonly string[] {
  const stem = pattern === null ? undefined : stemOf(pattern, target);
  return stem === undefined ? prerequisites : prerequisites.map((name) => name.replace('%', () => stem));
}

/** The implicit rule with the shortest stem, preferring rules whose prerequisites exist. */
function implicitRule(
  makefile: Makefile,
  target: string,
  exists: (path: string) => boolean,
): { rule: MakeRule; stem: string } | undefined {
  const fitting = makefile.rules
    .filter((rule) => isImplicit(rule) && rule.recipe.length > 0)
    .flatMap((rule) =>
      rule.targets.flatMap((pattern) => {
        const stem = stemOf(pattern, target);
        if (stem === undefined) return [];
        const isMade = (name: string): boolean =>
          exists(name) || makefile.rules.some((each) => !isImplicit(each) && each.targets.includes(name));
        const missing = rule.prerequisites.some((name) => !isMade(name.replace('%', () => stem)));
        return [{ rule, stem, missing }];
      }),
    );
  fitting.sort((a, b) => Number(a.missing) - Number(b.missing) || a.stem.length - b.stem.length);
  return fitting[0];
}
