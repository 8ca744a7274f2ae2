import { type Architecture, archiveDefaults, go1xArchitecture, type Runtime } from '@lambdazip/core/internal';
import type { KnownManifest } from './known-manifest.js';

/** The runtime and architecture of functions. */
export interface MoveTarget {
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** Stage 1 of a two-stage migration: programs that also run on `go1.x`, and `Runtime: go1.x` stays. */
  readonly isTwoStep: boolean;
}

/** The values the user passed; undefined for defaults. */
export interface WantedTarget {
  readonly runtime?: Runtime | undefined;
  readonly architecture?: Architecture | undefined;
  readonly twoStep?: boolean | undefined;
}

/**
 * The target of the functions of an archive: the values the user passed, or those of an existing manifest. `go1.x` only
 * runs on x86_64, whatever the manifest says.
 */
export function targetOf(
  wanted: WantedTarget,
  known: KnownManifest | undefined,
  archive: string,
): MoveTarget {
  const spec = known?.manifest.archives.find(({ name }) => name === archive);
  const isTwoStep = wanted.twoStep ?? false;
  return {
    runtime: wanted.runtime ?? spec?.runtime ?? archiveDefaults.runtime,
    architecture: isTwoStep
      ? go1xArchitecture
      : (wanted.architecture ?? spec?.architecture ?? archiveDefaults.architecture),
    isTwoStep,
  };
}
