import { defaultBootstrap } from '../bootstrap/kinds.js';
import type { BuildSettings } from '../go/build-settings.js';
import type { Architecture, MicroarchitectureSetting } from '../lambda/architectures.js';
import { architectureNames, architectures, defaultArchitecture } from '../lambda/architectures.js';
import { defaultRuntime } from '../lambda/runtimes.js';
import { defaultLayout } from './layouts.js';
import type { ArchiveSpec, GoSettings } from './manifest.js';

/** The defaults of a manifest: for builds, and for `init` and `migrate`, which write manifests. */
export const archiveDefaults = {
  name: 'lambda',
  layout: defaultLayout,
  runtime: defaultRuntime,
  architecture: defaultArchitecture,
  bootstrap: defaultBootstrap,
  compression: 6,
} as const satisfies Partial<ArchiveSpec>;

/** The output directory, relative to the manifest's directory. */
export const defaultOutDir = 'dist';

/** The defaults of the `go` settings. */
export const goDefaults: GoSettings = {
  version: null,
  tags: [],
  ldflags: [],
  gcflags: [],
  norpc: true,
  strip: true,
  cgo: false,
  trimpath: true,
  ...microarchitecturesOf(() => undefined),
  pgo: 'auto',
  mod: null,
  work: null,
  env: {},
};

/** A value for each microarchitecture setting of go; null if not set. */
export function microarchitecturesOf(
  pick: (setting: MicroarchitectureSetting) => string | undefined,
): Readonly<Record<MicroarchitectureSetting, string | null>> {
  const settings = architectureNames.map((each) => architectures[each].microarchitecture.setting);
  const pairs = settings.map((setting) => [setting, pick(setting) ?? null] as const);
  return Object.fromEntries(pairs) as Record<MicroarchitectureSetting, string | null>;
}

/**
 * The settings of go for a manifest.
 *
 * @param found settings that depend on the files on disk
 */
export function buildSettings(
  go: GoSettings,
  architecture: Architecture,
  found: Pick<BuildSettings, 'pgo' | 'mod' | 'work'>,
): BuildSettings {
  const { goarch, microarchitecture } = architectures[architecture];
  return {
    architecture: goarch,
    microarchitecture: go[microarchitecture.setting],
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
