import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Architecture } from '../lambda/architectures.js';
import type { BuildEvent } from '../ports/build-event.js';

/** What to verify, and what to compare it with. A file or a CodeSha256 is required. */
export interface VerifyOptions {
  /** The zip, relative to the working directory. Default: none; `codeSha256` is then compared with a rebuild or with provenance. */
  readonly file?: string | undefined;
  /** Rebuild from this manifest and compare; relative to the working directory. Default: no rebuild. */
  readonly manifest?: string | undefined;
  /** The archive of the manifest, or with `per-handler` the handler. Default: the one whose file name is that of `file`. */
  readonly archive?: string | undefined;
  /** The provenance file to check the zip against, relative to the working directory. Default: the one next to the zip. */
  readonly provenance?: string | undefined;
  /** The `CodeSha256` of a deployed function: the SHA-256 of its zip in base64. Default: not compared. */
  readonly codeSha256?: string | undefined;
  /** As for `build`. Default: the manifest's. */
  readonly architecture?: Architecture | undefined;
  /** As for `build`. Default: the manifest's. */
  readonly bootstrap?: BootstrapKind | undefined;
  /** As for `build`: values for the manifest's `variables`, by name. Default: those of the manifest. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Reuse go's build and module caches in the rebuild. Default: false. */
  readonly fast?: boolean | undefined;
  /** The number of parallel compile and compression jobs. Default: the number of processors, and one more compiler. */
  readonly jobs?: number | undefined;
  /** Ends the work: no child process and no partial file is left. Default: nothing ends it. */
  readonly signal?: AbortSignal | undefined;
  /** Receives the progress of the rebuild. Default: not called. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}
