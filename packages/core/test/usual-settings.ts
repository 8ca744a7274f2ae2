import type { BuildSettings } from '../src/go/build-settings.js';
import { buildSettings, goDefaults } from '../src/manifest/defaults.js';

/** The settings of go for arm64 with the defaults of a manifest, in a module without a vendor directory. */
export const usualSettings: BuildSettings = buildSettings(goDefaults, 'arm64', {
  pgo: 'auto',
  mod: 'readonly',
  work: 'off',
});
