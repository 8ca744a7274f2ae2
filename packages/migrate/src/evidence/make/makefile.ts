/** A variable of make. A recursive one is expanded when it is used. */
export interface MakeVariable {
  readonly value: string;
  readonly recursive: boolean;
}

/** A line of a recipe, not expanded. */
export interface RecipeLine {
  readonly text: string;
  readonly source: string;
  readonly line: number;
  readonly column: number;
  /** The makefile that holds it, relative to the project's root. */
  readonly path: string;
}

/** A rule with its targets and prerequisites expanded. */
export interface MakeRule {
  readonly targets: readonly string[];
  /** The pattern between two colons of a static pattern rule; null elsewhere. */
  readonly pattern: string | null;
  readonly prerequisites: readonly string[];
  readonly recipe: RecipeLine[];
}

/** `target: NAME = value`. */
export interface TargetVariable {
  readonly targets: readonly string[];
  readonly name: string;
  readonly operator: string;
  readonly value: string;
  readonly isExported: boolean;
}

/** A makefile as make has it in mind when it has read all of it. */
export interface Makefile {
  /** Relative to the project's root. */
  readonly path: string;
  /** Where make runs, relative to the project's root. */
  readonly directory: string;
  readonly variables: Map<string, MakeVariable>;
  /** Names that neither the makefile nor its lines may change: those of the command line. */
  readonly fixed: ReadonlySet<string>;
  readonly exported: Set<string>;
  exportsAll: boolean;
  readonly rules: MakeRule[];
  readonly targetVariables: TargetVariable[];
  readonly phony: Set<string>;
  oneShell: boolean;
  /** What was given to make. */
  readonly environment: ReadonlyMap<string, string>;
}
