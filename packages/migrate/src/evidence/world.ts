import type { BuildFile } from './build-command.js';
import type { EvidenceCollector, Place } from './evidence-collector.js';
import type { ProjectTree } from './project-tree.js';
import type { Route } from './route.js';

/** The location of a piece of a build file's text, and what contains it. */
export interface Origin {
  readonly file: BuildFile;
  /** The make target, task, script or step. */
  readonly target: string | null;
  /** The SAM target (`build-<LogicalId>`) for which this runs, which owns the files written to ARTIFACTS_DIR. null if none. */
  readonly samTarget: string | null;
  /** The routes by which it is reached; none for text that is only read for its values. */
  readonly routes: readonly Route[];
  /** The location of a command; offsets into the text that is run. */
  readonly place: (start: number, end: number) => Place;
}

/** A call of make in a build file. */
export interface MakeCall {
  readonly directory: string;
  /** Relative to the project's root; null for the default makefile of the directory. */
  readonly makefile: string | null;
  /** Empty for the default target. */
  readonly goals: readonly string[];
  /** `NAME=value` on the command line. */
  readonly overrides: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
  readonly origin: Origin;
  readonly depth: number;
}

/** Shared by all interpreters of one project. */
export interface World {
  readonly tree: ProjectTree;
  /** The name of a path in messages. */
  readonly display: (path: string) => string;
  /** Build files and go.mod files by path, as plain texts. */
  readonly texts: ReadonlyMap<string, string>;
  readonly findings: EvidenceCollector;
  readonly budget: Budget;
  /** Scripts and makefiles run by other build files, which need not be read on their own. */
  readonly reached: Set<string>;
  /** Directories that were entered but do not exist: a sign that a script was read from the wrong directory. */
  readonly missing: Set<string>;
  readonly runMake: (world: World, call: MakeCall) => void;
}

/** How deeply build files may call each other, and values refer to values. */
export const depthLimit = 24;
/** The maximum length of a value, in characters. */
export const valueLimit = 65_536;
const stepsOfFile = 30_000;

/** The limits of reading a build file: untrusted text may loop forever. */
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

/** Whether a text seems to run `go build`, so that failing to read it is worth reporting. */
export function mentionsGoBuild(text: string): boolean {
  return /\bgo[\d.]*\s+(?:build|install)\b|\$[({]?GO\w*[)}]?\s+(?:build|install)\b|\$[({]?GO_?BUILD\b/i.test(
    text,
  );
}
