import type { Resolved, Site } from '../template-function.js';

/** All possible values of a setting at deployment, as far as the template defines them. */
export interface Outcome {
  /** Distinct values; the default first. */
  readonly values: readonly string[];
  readonly sites: readonly Site[];
  /** Whether it can also be a value that the template does not define. */
  readonly unknown: boolean;
  /** Whether it can also be omitted (`AWS::NoValue`). */
  readonly absent: boolean;
  /** Whether the deployment may set a different value (a parameter without a list of allowed ones). */
  readonly open: boolean;
}

/** The maximum number of combinations. */
const outcomeLimit = 64;

export const unknown: Outcome = { values: [], sites: [], unknown: true, absent: false, open: false };
export const absent: Outcome = { values: [], sites: [], unknown: false, absent: true, open: false };

export function known(value: string, sites: readonly Site[] = []): Outcome {
  return { values: [value], sites, unknown: false, absent: false, open: false };
}

/** Any one of them. */
export function eitherOf(outcomes: readonly Outcome[]): Outcome {
  return {
    values: [...new Set(outcomes.flatMap(({ values }) => values))],
    sites: distinctSites(outcomes.flatMap(({ sites }) => sites)),
    unknown: outcomes.some((outcome) => outcome.unknown),
    absent: outcomes.some((outcome) => outcome.absent),
    open: outcomes.some((outcome) => outcome.open),
  };
}

/** All of them, concatenated. Composed values are not literals, so they have no sites. */
export function joinedOf(outcomes: readonly Outcome[], delimiter = ''): Outcome {
  let values: readonly string[] = [''];
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.unknown || outcome.absent) return unknown;
    const between = index === 0 ? '' : delimiter;
    values = values.flatMap((left) => outcome.values.map((right) => left + between + right));
    if (values.length > outcomeLimit) return unknown;
  }
  return { ...known(''), values: [...new Set(values)], open: outcomes.some(({ open }) => open) };
}

/** The outcome with its fallback if it can be omitted. */
export function withFallback(outcome: Outcome, fallback: Outcome | null): Outcome {
  if (!outcome.absent || fallback === null) return outcome;
  return { ...eitherOf([{ ...outcome, absent: false }, fallback]), absent: fallback.absent };
}

/** An outcome as a setting. Unknown values have no sites: changing a part would not be enough. */
export function settled(
  outcome: Outcome,
  text: string,
): { readonly value: Resolved; readonly sites: readonly Site[] } {
  const { values, sites } = outcome;
  const [first] = values;
  if (outcome.unknown || first === undefined) return { value: { kind: 'unknown', text }, sites: [] };
  const value: Resolved = values.length === 1 ? { kind: 'known', value: first } : { kind: 'one-of', values };
  return { value, sites };
}

function distinctSites(sites: readonly Site[]): readonly Site[] {
  const places = new Set<string>();
  return sites.filter(({ document, node }) => {
    const place = `${node.span.start} ${document.file}`;
    if (places.has(place)) return false;
    places.add(place);
    return true;
  });
}
