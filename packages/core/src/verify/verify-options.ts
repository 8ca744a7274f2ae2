import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Architecture } from '../lambda/architectures.js';
import type { BuildEvent } from '../ports/build-event.js';

/** What is verified, and against what. A file, or a CodeSha256, must be given. */
export interface VerifyOptions {
  /** The zip, relative to the working directory. Default: none; `codeSha256` is then compared with a rebuild or with provenance. */
  readonly file?: string | undefined;
  /** Rebuild from this manifest and compare; relative to the working directory. Default: no rebuild. */
  readonly manifest?: string | undefined;
  /** The archive of the manifest, or with `per-handler` the handler. Default: the one that is written to a file of that name. */
  readonly archive?: string | undefined;
  /** A record to hold the file against, relative to the working directory. Default: the one beside the file. */
  readonly provenance?: string | undefined;
  /** The `CodeSha256` of a deployed function: the SHA-256 of its zip in base64. Default: not compared. */
  readonly codeSha256?: string | undefined;
  /** As for `build`. Default: the manifest's. */
  readonly architecture?: Architecture | undefined;
  /** As for `build`. Default: the manifest's. */
  readonly bootstrap?: BootstrapKind | undefined;
  /** As for `build`: values for the manifest's `variables`, by name. Default: those of the manifest. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Believe go's own build cache, and the module cache, in the rebuild. Default: false. */
  readonly fast?: boolean | undefined;
  /** How many compilers run, and contents are compressed, at once. Default: the processors, and one compiler more. */
  readonly jobs?: number | undefined;
  /** Ends the work: no child process and no partial file is left. Default: nothing ends it. */
  readonly signal?: AbortSignal | undefined;
  /** Called as the rebuild goes on. Default: no call. */
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}
