import type { LayoutRules } from './layout-rules.js';
import { programPerPackage } from './program-per-package.js';

/** One archive: a bootstrap, and each program at the path that is its Handler. */
export const binaries: LayoutRules = {
  ...programPerPackage,
  archivesOf: ({ spec: { name, runtime, architecture, bootstrap }, sources }) => [
    {
      ...{ name, runtime, architecture, bootstrap },
      placed: sources.map((source) => ({ source, entry: source.main.handler })),
    },
  ],
};
