/** A directory with a Go main package, found by reading its files. */
export interface MainPackage {
  /** Relative to the project's root; `.` for the root. */
  readonly directory: string;
  /** The .go files that hold `func main()`: one, or several where a directory holds several programs. Names alone. */
  readonly mains: readonly string[];
  /** All .go files of `package main` in the directory, tests left out. Names alone. */
  readonly files: readonly string[];
  /** The directory of the go.mod above it; null where there is none up to the project's root. */
  readonly module: string | null;
  /** The import path; null without a module. */
  readonly importPath: string | null;
  /** Whether it starts a handler: it imports `lambda` of aws-lambda-go, directly or through packages of the project. */
  readonly importsLambda: boolean;
}
