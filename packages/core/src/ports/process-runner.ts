/** Starts programs. The environment given is the whole environment: nothing is inherited. */
export interface ProcessRunner {
  /**
   * Runs a program to its end. Rejects with the LambdazipError `program-not-started` if it cannot be
   * started, and with the signal's reason after an abort, once the program and its children are gone.
   */
  run(command: Command): Promise<ProcessResult>;
}

/** A program to run. */
export interface Command {
  /** The program's path, and its arguments; no shell is involved. */
  readonly argv: readonly [string, ...string[]];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** The mask for the modes of files that it creates; that of this process where it is left out. Not on Windows. */
  readonly umask?: number | undefined;
  /** Called with each whole line of standard error as it appears. */
  readonly onErrorLine?: ((line: string) => void) | undefined;
}

/** How a program ended. */
export interface ProcessResult {
  /** null where a signal ended the program. */
  readonly exitCode: number | null;
  /** The signal's name where one ended the program. */
  readonly killedBy: string | null;
  readonly standardOutput: string;
  readonly standardError: string;
}
