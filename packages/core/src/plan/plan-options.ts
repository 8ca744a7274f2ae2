import type { BootstrapKind } from '../bootstrap/kinds.js';
import type { Architecture } from '../lambda/architectures.js';
import type { Shard } from './shard.js';

/** What decides a plan, besides the manifest. */
export interface WholePlanOptions {
  /** The manifest's path, relative to the working directory. Default: the one manifest there. */
  readonly manifest?: string | undefined;
  /** Where archives are written, relative to the working directory. Default: the manifest's `outDir`. */
  readonly outDir?: string | undefined;
  /** The archives of the manifest to build, by name. Default: all. */
  readonly archives?: readonly string[] | undefined;
  /** For all archives, instead of the manifest's. Default: the manifest's. */
  readonly architecture?: Architecture | undefined;
  /** For all archives, instead of the manifest's. Default: the manifest's. */
  readonly bootstrap?: BootstrapKind | undefined;
  /** Values for the manifest's `variables`, by name. Default: those of the manifest. */
  readonly set?: Readonly<Record<string, string>> | undefined;
  /** Ends the work: no child process and no partial file is left. Default: nothing ends it. */
  readonly signal?: AbortSignal | undefined;
}

/** The options of `plan`: what decides a plan, and which part of it is wanted. */
export interface PlanOptions extends WholePlanOptions {
  /**
   * The directory for caches, relative to the working directory; false for none. Default: LAMBDAZIP_CACHE_DIR,
   * else the platform's cache directory.
   */
  readonly cache?: string | false | undefined;
  /** Whether a record is written beside each archive, as `<archive>.provenance.json`. Default: true. */
  readonly provenance?: boolean | undefined;
  /** Whether a CycloneDX bill of materials is written beside each archive, as `<archive>.cdx.json`. Default: false. */
  readonly sbom?: boolean | undefined;
  /** Builds one of several parts of the archives, as each of several machines does. Default: all. */
  readonly shard?: Shard | undefined;
  /**
   * The report of an earlier build, relative to the working directory: parts are made equal by the sizes in it. All
   * machines must be given the same. Only with `shard`. Default: all archives count the same.
   */
  readonly costs?: string | undefined;
  /**
   * A git revision: only archives that a change since then touches are built, whole. Default: all. A shard is a part of
   * those.
   */
  readonly affectedSince?: string | undefined;
}
