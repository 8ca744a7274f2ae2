import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Layout } from '../manifest/layouts.js';
import type { Shard } from './shard.js';

/** What determines a plan, in addition to the manifest. */
export interface WholePlanOptions {
  /** The manifest's path, relative to the working directory. Default: the only manifest in the working directory. */
  readonly manifest?: string | undefined;
  /** The output directory, relative to the working directory. Default: the manifest's `outDir`. */
  readonly outDir?: string | undefined;
  /** The names of the archives to build. Default: all archives in the manifest. */
  readonly archives?: readonly string[] | undefined;
  /** Override the architecture of every archive. Default: the manifest's. */
  readonly architecture?: Architecture | undefined;
  /** Override the bootstrap of every archive. Default: the manifest's. */
  readonly bootstrap?: BootstrapKind | undefined;
  /** Values for the manifest's `variables`, by name. Default: the values in the manifest. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Stops the work, leaving no child process and no partial file. Default: no signal. */
  readonly signal?: AbortSignal | undefined;
}

/** What `size` adds: the manifest in a layout other than its own. */
export interface LayoutOverride {
  /** Override the layout of every archive. Default: the manifest's. */
  readonly layout?: Layout | undefined;
}

/** The options of `plan`: what determines a plan, and which of its archives to build. */
export interface PlanOptions extends WholePlanOptions {
  /**
   * The cache directory, relative to the working directory; false to use no cache. Default: LAMBDAZIP_CACHE_DIR, else
   * the platform's cache directory.
   */
  readonly cache?: string | false | undefined;
  /** Write provenance next to each archive, as `<archive>.provenance.json`. Default: true. */
  readonly provenance?: boolean | undefined;
  /** Write a CycloneDX bill of materials next to each archive, as `<archive>.cdx.json`. Default: false. */
  readonly sbom?: boolean | undefined;
  /** Build only one shard of the archives, for example in one of several CI jobs. Default: all archives. */
  readonly shard?: Shard | undefined;
  /**
   * An earlier build report, relative to the working directory: shards are balanced by the archive sizes in it. All
   * shards must use the same report. Only with `shard`. Default: all archives count the same.
   */
  readonly costs?: string | undefined;
  /**
   * A git revision: build only the archives that are affected by changes since then, each one completely. With `shard`,
   * these archives are divided into shards. Default: all archives.
   */
  readonly affectedSince?: string | undefined;
}
