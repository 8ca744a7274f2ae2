import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Architecture } from '../lambda/architectures.js';
import type { BuildEvent } from '../ports/build-event.js';

/** What is verified, and against what. A file, or a CodeSha256, must be given. */
export interface VerifyOptions {
  /** The zip, relative to the working directory. */
  readonly file?: string | undefined;
  /** Rebuild from this manifest and compare; relative to the working directory. */
  readonly manifest?: string | undefined;
  /** The archive of the manifest, or with `per-handler` the handler. Default: the one that is written to a file of that name. */
  readonly archive?: string | undefined;
  /** A record to hold the file against, relative to the working directory. Default: the one beside the file. */
  readonly provenance?: string | undefined;
  /** What Lambda says of a deployed package: the SHA-256 of its zip in base64. */
  readonly codeSha256?: string | undefined;
  /** As `build` was told. */
  readonly architecture?: Architecture | undefined;
  readonly bootstrap?: BootstrapKind | undefined;
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Believe go's own build cache, and the module cache, in the rebuild. Default: false. */
  readonly fast?: boolean | undefined;
  /** How many compilers run, and contents are compressed, at once. Default: the processors, and one compiler more. */
  readonly jobs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: BuildEvent) => void) | undefined;
}
