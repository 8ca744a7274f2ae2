import type { BuildSettings } from '../go/build-settings.js';
import type { ArchiveSpec, GoSettings } from './manifest.js';

/** What applies if a manifest does not say: for `init` and `migrate`, which write manifests, as well as for a build. */
export const archiveDefaults = {
  name: 'lambda',
  layout: 'binaries',
  runtime: 'provided.al2023',
  architecture: 'arm64',
  bootstrap: 'native',
  compression: 6,
} as const satisfies Partial<ArchiveSpec>;

/** Where archives are written, relative to the manifest's directory. */
export const defaultOutDir = 'dist';

/** The same for the settings of `go`. */
export const goDefaults: GoSettings = {
  version: null,
  tags: [],
  ldflags: [],
  gcflags: [],
  norpc: true,
  strip: true,
  cgo: false,
  trimpath: true,
  goarm64: null,
  goamd64: null,
  pgo: 'auto',
  mod: null,
  work: null,
  env: {},
};

/**
 * How go builds with the settings of a manifest.
 *
 * @param found what the files on disk decide
 */
export function buildSettings(
  go: GoSettings,
  architecture: BuildSettings['architecture'],
  found: Pick<BuildSettings, 'pgo' | 'mod' | 'work'>,
): BuildSettings {
  return {
    architecture,
    microarchitecture: architecture === 'arm64' ? go.goarm64 : go.goamd64,
    tags: [...(go.norpc ? ['lambda.norpc'] : []), ...go.tags],
    ldflags: go.ldflags,
    gcflags: go.gcflags,
    strip: go.strip,
    trimpath: go.trimpath,
    cgo: go.cgo,
    pgo: found.pgo,
    mod: found.mod,
    work: found.work,
    env: go.env,
  };
}
