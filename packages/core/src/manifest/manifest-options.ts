import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Architecture } from '../lambda/architectures.js';

/** What is decided over a manifest when it is read. */
export interface ManifestValues {
  /** Values for the manifest's `variables`, by name. Default: those of the manifest. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** For all archives, instead of the manifest's. Default: the manifest's. */
  readonly architecture?: Architecture | undefined;
  /** For all archives, instead of the manifest's. Default: the manifest's. */
  readonly bootstrap?: BootstrapKind | undefined;
}

/** How the text of a manifest is read. */
export interface ParseManifestOptions extends ManifestValues {
  /**
   * The name of the file in findings. Its ending decides how the text is read: .yaml and .yml are YAML, all others JSON.
   * Default: lambdazip.json.
   */
  readonly file?: string | undefined;
}

/** Which manifest is read from disk. */
export interface LoadManifestOptions extends ManifestValues {
  /** The manifest's path, relative to the working directory. Default: the one manifest there. */
  readonly manifest?: string | undefined;
}
