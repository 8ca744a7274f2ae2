import type { Location } from '@lambdazip/core/internal';
import type { BuildCommand } from '../../evidence/build-command.js';
import type { Candidate, CandidateTarget, Evidence } from '../decision.js';
import { chooseCommand } from './choose-command.js';
import { targetName } from './package-target.js';

/** One piece of evidence for a main package. */
export interface Found {
  readonly target: CandidateTarget;
  readonly evidence: Evidence;
  readonly command: BuildCommand | null;
  /** The key of `--map` that sets it. */
  readonly mapKey?: string;
}

/** The findings of one kind of evidence about a function. */
export interface Findings {
  readonly found: readonly Found[];
  /** Evidence that leads nowhere, as phrases without a full stop; it must be reported. */
  readonly against: readonly string[];
}

export const nothing: Findings = { found: [], against: [] };

/**
 * One candidate for each main package, in the order in which they were found, with all the evidence for it.
 *
 * @param buildTarget the user's choice of the build line used for deployment
 */
export function candidatesOf(
  found: readonly Found[],
  buildTarget: string | null = null,
): readonly Candidate[] {
  const byName = new Map<string, Found[]>();
  for (const each of found) {
    const name = targetName(each.target);
    byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  return [...byName.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const texts = new Set<string>();
    const evidence = same
      .map((each) => each.evidence)
      .filter(({ text }) => !texts.has(text) && texts.add(text));
    const chosen = chooseCommand(
      same.map(({ command }) => command),
      buildTarget,
    );
    const mapKey = first.mapKey === undefined ? {} : { mapKey: first.mapKey };
    return [{ target: first.target, evidence, ...chosen, ...mapKey }];
  });
}

/** A location in a build file as shown in evidence: `Makefile:12`. */
export function placeName({ file, line }: Location): string {
  return line === null ? (file ?? 'a build file') : `${file ?? ''}:${line}`;
}
