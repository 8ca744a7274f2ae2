import { compareStrings } from '../../bytes/compare.js';
import type { LayoutRules } from './layout-rules.js';
import { programPerPackage } from './program-per-package.js';

/** One archive per handler, for that handler's target, with the program as `bootstrap`. */
export const perHandler: LayoutRules = {
  ...programPerPackage,
  archivesOf: ({ sources }) =>
    [...sources]
      .sort((a, b) => compareStrings(a.main.handler, b.main.handler))
      .map((source) => {
        const { handler, target } = source.main;
        const { runtime, architecture } = target.spec;
        return {
          ...{ name: handler, runtime, architecture, bootstrap: null },
          placed: [{ source, entry: 'bootstrap' }],
        };
      }),
};
