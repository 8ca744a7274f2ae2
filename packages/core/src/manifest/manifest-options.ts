import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Architecture } from '../lambda/architectures.js';

/** Values that override the manifest. */
export interface ManifestValues {
  /** Values for the manifest's `variables`, by name. Default: the values in the manifest. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Override the architecture of every archive. Default: the manifest's. */
  readonly architecture?: Architecture | undefined;
  /** Override the bootstrap of every archive. Default: the manifest's. */
  readonly bootstrap?: BootstrapKind | undefined;
}

/** The options of `parseManifest`. */
export interface ParseManifestOptions extends ManifestValues {
  /**
   * The file name to use in diagnostics. Its extension determines the format: YAML for .yaml and .yml, otherwise JSON.
   * Default: lambdazip.json.
   */
  readonly file?: string | undefined;
}

/** The options of `loadManifest`. */
export interface LoadManifestOptions extends ManifestValues {
  /** The manifest's path, relative to the working directory. Default: the only manifest in the working directory. */
  readonly manifest?: string | undefined;
}
