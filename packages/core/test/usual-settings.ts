import type { BuildSettings } from '../src/go/build-settings.js';
import { buildSettings, goDefaults } from '../src/manifest/defaults.js';

/** How go builds for arm64 with a manifest that says nothing, in a module without a vendor directory. */
export const usualSettings: BuildSettings = buildSettings(goDefaults, 'arm64', {
  pgo: 'auto',
  mod: 'readonly',
  work: 'off',
});
