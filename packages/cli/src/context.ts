import type { Host } from '@lambdazip/core/host';
import type { Text } from './output/text.js';

/** The core's public API. */
export type Core = typeof import('@lambdazip/core');

/** The core and the host it runs on. */
export interface OpenedCore {
  readonly core: Core;
  readonly host: Host;
}

/** An output stream that accepts only escaped text. */
export interface TextStream {
  readonly write: (text: Text) => void;
  readonly isTerminal: boolean;
  /** Width in characters; 80 if the stream is not a terminal. */
  readonly columns: number;
}

/** When to colour output; `auto` depends on the stream and the environment. */
export type ColorChoice = (typeof colorChoices)[number];

export const colorChoices = ['auto', 'always', 'never'] as const;

/** Everything that commands use of the process they run in. */
export interface CliContext {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly environment: Readonly<Record<string, string>>;
  /** `--color`. Default: `auto`. */
  readonly color?: ColorChoice | undefined;
  /**
   * Loads the core and creates its host, in the directory given by `-C`. Loading is slow, so commands that do not need the
   * core (`--help`) do not call this.
   */
  readonly openCore: (directory: string | undefined) => Promise<OpenedCore>;
  /** The lines of a file, for a code frame. The path is relative to the directory passed to `openCore` last. */
  readonly readLines: (file: string) => readonly string[] | undefined;
  /** Aborted when the process receives a signal; the reason is an {@link Interruption}. */
  readonly signal: AbortSignal;
  /** The time in milliseconds, for durations in the output. */
  readonly now: () => number;
}

/** The process received a signal to stop. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly signalName: 'SIGINT' | 'SIGTERM' | 'SIGHUP';

  constructor(signalName: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`interrupted by ${signalName}`);
    this.signalName = signalName;
  }
}
