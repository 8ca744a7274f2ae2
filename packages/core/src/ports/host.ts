import type { Clock } from './clock.js';
import type { Deflater, DeflaterOptions } from './deflater.js';
import type { FileSystem } from './file-system.js';
import type { ProcessRunner } from './process-runner.js';
import type { WatchDirectories } from './watch-directories.js';

/** The host that a function of the public API uses. */
export interface HostOption {
  /** Default: the machine that Node runs on, with the working directory and environment of the process. */
  readonly host?: Host | undefined;
}

/** Everything outside the core that it can access. */
export interface Host {
  readonly fileSystem: FileSystem;
  readonly processes: ProcessRunner;
  readonly clock: Clock;
  readonly watchDirectories: WatchDirectories;
  /** Starts a deflater; the caller closes it. */
  readonly openDeflater: (options?: DeflaterOptions) => Deflater;
  /** The number of processors that this process may use; at least 1. */
  readonly processors: number;
  /** The environment of the calling process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly platform: 'linux' | 'darwin' | 'win32' | 'other';
  /** Absolute, with `/`. */
  readonly workingDirectory: string;
  /** The id of the user that creates files; undefined on Windows, where files have no such owner. */
  readonly userId: number | undefined;
  /** For locks and temporary names. */
  readonly processId: number;
  readonly hostName: string;
  /**
   * Identifies the space in which process ids are valid (a running kernel, or a container with its own ids): if two
   * processes have the same one, each can check whether the other is alive.
   */
  readonly processSpace: string;
  /** Whether a process in this process space is alive. */
  readonly isAlive: (processId: number) => boolean;
  /** Returns 32 unique hexadecimal digits for temporary names and locks; never used in an archive. */
  readonly randomToken: () => string;
  /** The cache directory if the user does not set one; undefined without a home directory. */
  readonly defaultCacheDirectory: string | undefined;
  /** The directory for temporary files. */
  readonly temporaryDirectory: string;
}
