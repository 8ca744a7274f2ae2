import type { BuildFile } from './build-command.js';
import type { EvidenceCollector, Place } from './evidence-collector.js';
import type { ProjectTree } from './project-tree.js';
import type { Route } from './route.js';

/** Where a piece of a build file's text stands, and what holds it. */
export interface Origin {
  readonly file: BuildFile;
  /** The make target, task, script or step. */
  readonly target: string | null;
  /** SAM's target (`build-<LogicalId>`) for which this is run; what is written to ARTIFACTS_DIR is its. Null without one. */
  readonly samTarget: string | null;
  /** The ways in which it is reached; none for what is only read for its values. */
  readonly routes: readonly Route[];
  /** The place of a command; offsets into the text that is run. */
  readonly place: (start: number, end: number) => Place;
}

/** A call of make that a build file contains. */
export interface MakeCall {
  readonly directory: string;
  /** Relative to the project's root; null: the one that make finds in the directory. */
  readonly makefile: string | null;
  /** Empty: the first target. */
  readonly goals: readonly string[];
  /** `NAME=value` of the command line. */
  readonly overrides: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
  readonly origin: Origin;
  readonly depth: number;
}

/** What all interpreters of one project share. */
export interface World {
  readonly tree: ProjectTree;
  /** A path as messages name it. */
  readonly display: (path: string) => string;
  /** Build files and go.mod files by path, as plain texts. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: EvidenceCollector;
  readonly budget: Budget;
  /** Scripts and makefiles that another build file runs, so that they need no reading on their own. */
  readonly reached: Set<string>;
  /** Directories that were entered and are not there: signs of a script that was read from the wrong place. */
  readonly missing: Set<string>;
  readonly runMake: (world: World, call: MakeCall) => void;
}

/** How deep build files may call each other, and values may refer to values. */
export const depthLimit = 24;
/** Characters that a value may grow to. */
export const valueLimit = 65_536;
const stepsOfFile = 30_000;

/** What a build file may cost. Text that somebody else wrote may loop for ever. */
export class Budget {
  #left = stepsOfFile;

  /** @throws BudgetSpent */
  spend(steps = 1): void {
    this.#left -= steps;
    if (this.#left < 0) throw new BudgetSpent('expansion too large');
  }

  refill(): void {
    this.#left = stepsOfFile;
  }
}

export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

/** Whether a text seems to run `go build`; decides whether what cannot be read is worth a word. */
export function mentionsGoBuild(text: string): boolean {
  return /\bgo[\d.]*\s+(?:build|install)\b|\$[({]?GO\w*[)}]?\s+(?:build|install)\b|\$[({]?GO_?BUILD\b/i.test(
    text,
  );
}
