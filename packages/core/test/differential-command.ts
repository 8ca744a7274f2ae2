// What scripts/differential.mjs uses, in one file.
import { readFileSync } from 'node:fs';
import { parse as parseJson } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { nodeHost } from '../src/host.js';
import { build } from '../src/index.js';
import type { Core, ManifestData } from './differential.js';

export * from './differential.js';
export { explanations } from './differential-text.js';
export { isolated } from './program-run.js';

/** The core that the comparison builds with. */
export const core: Core = { build, nodeHost };

/** The content of a manifest. */
export function manifestIn(path: string): ManifestData {
  const text = readFileSync(path, 'utf8');
  return /\.ya?ml$/.test(path) ? parseYaml(text) : parseJson(text, [], { allowTrailingComma: true });
}
