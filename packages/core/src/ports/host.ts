import type { Clock } from './clock.js';
import type { Deflater, DeflaterOptions } from './deflater.js';
import type { FileSystem } from './file-system.js';
import type { ProcessRunner } from './process-runner.js';
import type { WatchDirectories } from './watch-directories.js';

/** The machine that a function of the public API works on. */
export interface HostOption {
  /** Default: the machine that Node runs on, with the working directory and the environment of the process. */
  readonly host?: Host | undefined;
}

/** All that the core reaches of the machine it runs on. */
export interface Host {
  readonly fileSystem: FileSystem;
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  readonly watchDirectories: WatchDirectories;
  /** Starts a deflater; the caller closes it. */
  readonly openDeflater: (options?: DeflaterOptions) => Deflater;
  /** How many processors this process may use; at least 1. */
  readonly processors: number;
  /** The variables of the calling process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly platform: 'linux' | 'darwin' | 'win32' | 'other';
  /** Absolute, with `/`. */
  readonly workingDirectory: string;
  /** The user that files are created as; undefined on Windows, where files have no such owner. */
  readonly userId: number | undefined;
  /** For locks and temporary names. */
  readonly processId: number;
  readonly hostName: string;
  /**
   * Names the space in which process ids mean something (a running kernel, and a container's own ids):
   * where it is equal for two processes, one can ask whether the other is alive.
   */
  readonly processSpace: string;
  /** Whether a process of this process space is alive. */
  readonly isAlive: (processId: number) => boolean;
  /** 32 hexadecimal digits that nobody else gets, for temporary names and locks; never for an archive. */
  readonly randomToken: () => string;
  /** The directory for caches if the user names none; undefined without a home. */
  readonly defaultCacheDirectory: string | undefined;
  /** The directory for temporary files. */
  readonly temporaryDirectory: string;
}
