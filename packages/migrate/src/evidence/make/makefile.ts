/** A variable of make. A recursive one is expanded on each use. */
export interface MakeVariable {
  readonly value: string;
  readonly recursive: boolean;
}

/** An unexpanded line of a recipe. */
export interface RecipeLine {
  readonly text: string;
  readonly source: string;
  readonly line: number;
  readonly column: number;
  /** The makefile that contains it, relative to the project's root. */
  readonly path: string;
}

/** A rule with its targets and prerequisites expanded. */
export interface MakeRule {
  readonly targets: readonly string[];
  /** The pattern between the two colons of a static pattern rule; null otherwise. */
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

/** A makefile after make has read all of it. */
export interface Makefile {
  /** Relative to the project's root. */
  readonly path: string;
  /** The directory make runs in, relative to the project's root. */
  readonly directory: string;
  readonly variables: Map<string, MakeVariable>;
  /** Names that neither the makefile nor its lines can change: those set on the command line. */
  readonly fixed: ReadonlySet<string>;
  readonly exported: Set<string>;
  exportsAll: boolean;
  readonly rules: MakeRule[];
  readonly targetVariables: TargetVariable[];
  readonly phony: Set<string>;
  oneShell: boolean;
  /** The invocation of make. */
  readonly environment: ReadonlyMap<string, string>;
}
