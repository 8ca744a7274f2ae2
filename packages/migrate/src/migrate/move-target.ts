import { type Architecture, archiveDefaults, go1xArchitecture, type Runtime } from '@lambdazip/core/internal';
import type { KnownManifest } from './known-manifest.js';

/** What functions are to run on. */
export interface MoveTarget {
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** The first half of two: programs that `go1.x` starts too, and `Runtime: go1.x` stays. */
  readonly isTwoStep: boolean;
}

/** What the user asked for; undefined where it is the default. */
export interface WantedTarget {
  readonly runtime?: Runtime | undefined;
  readonly architecture?: Architecture | undefined;
  readonly twoStep?: boolean | undefined;
}

/**
 * What the functions of an archive are to run on: what a manifest that exists says of it, unless the user says otherwise.
 * `go1.x` runs on x86_64 alone, whatever a manifest says.
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
