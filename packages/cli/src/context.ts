import type { Host } from '@lambdazip/core/host';
import type { Text } from './output/text.js';

/** The core's public API. */
export type Core = typeof import('@lambdazip/core');

/** The core, and the host that it works on. */
export interface OpenedCore {
  readonly core: Core;
  readonly host: Host;
}

/** A stream that text is written to; nothing that was not escaped is taken. */
export interface TextStream {
  readonly write: (text: Text) => void;
  readonly isTerminal: boolean;
  /** Characters a line; 80 where it is no terminal. */
  readonly columns: number;
}

/** All that commands reach of the process that they run in. */
export interface CliContext {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Loads the core, which takes longer than all that needs none of it (`--help`), and makes its host, for a working
   * directory where `-C` names one.
   */
  readonly openCore: (directory: string | undefined) => Promise<OpenedCore>;
  /** The lines of a file that a diagnostic names, relative to the directory that was opened last; for a code frame. */
  readonly readLines: (file: string) => readonly string[] | undefined;
  /** Aborted when the process is asked to end; the reason is an {@link Interruption}. */
  readonly signal: AbortSignal;
  /** Milliseconds, for times that are shown. */
  readonly now: () => number;
}

/** A signal that asked the process to end. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly signalName: 'SIGINT' | 'SIGTERM' | 'SIGHUP';

  constructor(signalName: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`interrupted by ${signalName}`);
    this.signalName = signalName;
  }
}
