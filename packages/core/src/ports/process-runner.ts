/** Starts programs. The given environment is the complete environment: nothing is inherited. */
export interface ProcessRunner {
  /**
   * Runs a program until it ends. Rejects with the LambdazipError `program-not-started` if it cannot be started, and
   * with the signal's reason after an abort, once the program and its children have ended.
   */
  run(command: Command): Promise<ProcessResult>;
}

/** A program to run. */
export interface Command {
  /** The program's path and its arguments; no shell is used. */
  readonly argv: readonly [string, ...string[]];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** The umask for files that it creates. Default: the umask of this process. Not supported on Windows. */
  readonly umask?: number | undefined;
  /** Called with each complete line of standard error as it appears. */
  readonly onErrorLine?: ((line: string) => void) | undefined;
}

/** How a program ended. */
export interface ProcessResult {
  /** null if a signal ended the program. */
  readonly exitCode: number | null;
  /** The name of the signal that ended the program; null otherwise. */
  readonly killedBy: string | null;
  readonly standardOutput: string;
  readonly standardError: string;
}
