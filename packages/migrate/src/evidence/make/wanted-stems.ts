import { compareStrings } from '@lambdazip/core/internal';
import type { ProjectTree } from '../project-tree.js';
import { stemOf } from './make-words.js';
import type { Makefile, MakeRule } from './makefile.js';
import { isImplicit } from './target-rules.js';

/** Targets of pattern rules that are worth reading. */
export interface WantedStems {
  /** Those that other rules require, and those whose first prerequisite is a file of the project. */
  readonly stems: readonly string[];
  /** Patterns of which only some unknown caller may require an instance. */
  readonly patterns: readonly { readonly rule: MakeRule; readonly target: string }[];
}

const stemLimit = 1_000;
/** Longer names come from rules that generate names from names. */
const nameLimit = 300;

export function wantedStems(
  makefile: Makefile,
  asked: readonly string[],
  tree: ProjectTree,
  directory: string,
): WantedStems {
  const rules = makefile.rules.filter((rule) => isImplicit(rule) && rule.recipe.length > 0);
  const stems = new Set<string>();
  const pending = [...asked];
  const wants = new Set<MakeRule>();
  for (let name = pending.pop(); name !== undefined && stems.size < stemLimit; name = pending.pop()) {
    for (const rule of rules) {
      const stem = rule.targets
        .map((pattern) => stemOf(pattern, name ?? ''))
        .find((each) => each !== undefined);
      if (stem === undefined) continue;
      wants.add(rule);
      if (stems.has(name) || name.length > nameLimit) continue;
      stems.add(name);
      pending.push(...rule.prerequisites.map((each) => each.replace('%', () => stem)));
    }
  }
  const patterns: { rule: MakeRule; target: string }[] = [];
  for (const rule of rules) {
    // SAM requires `build-<LogicalId>`, which no makefile lists.
    const isSam = rule.recipe.some(({ text }) => text.includes('ARTIFACTS_DIR'));
    if (wants.has(rule) && !isSam) continue;
    const target = rule.targets.find((each) => each.includes('%')) ?? '';
    const found = isSam ? [] : stemsOfFiles(rule, tree, directory);
    for (const stem of found.slice(0, stemLimit)) stems.add(target.replace('%', () => stem));
    if (found.length === 0) patterns.push({ rule, target });
  }
  return { stems: [...stems].sort(compareStrings), patterns };
}

/** The stems `%` for which the rule's first prerequisite with one is a file of the project. */
function stemsOfFiles({ prerequisites }: MakeRule, tree: ProjectTree, directory: string): readonly string[] {
  const pattern = prerequisites.find((each) => each.includes('%'));
  if (pattern === undefined) return [];
  const [before = '', after = ''] = [
    pattern.slice(0, pattern.indexOf('%')),
    pattern.slice(pattern.indexOf('%') + 1),
  ];
  const start = before.includes('/') ? before.slice(0, before.lastIndexOf('/')) : '.';
  const found: string[] = [];
  const visit = (path: string, written: string, depth: number): void => {
    if (depth > 8 || found.length > stemLimit) return;
    for (const name of tree.namesIn(path)) {
      const below = written === '.' ? name : `${written}/${name}`;
      const own = path === '.' ? name : `${path}/${name}`;
      const stem =
        stemOf(`${before}%${after}`, below) ?? stemOf(`${before.replace(/^\.\//, '')}%${after}`, below);
      if (stem !== undefined && (tree.isFile(own) || tree.isDirectory(own))) found.push(stem);
      if (tree.isDirectory(own)) visit(own, below, depth + 1);
    }
  };
  visit(tree.resolve(directory, start), start, 0);
  return found;
}
