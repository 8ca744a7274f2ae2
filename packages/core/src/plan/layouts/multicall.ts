import { generatedName } from '../../go/go-run.js';
import type { LayoutRules } from './layout-rules.js';

/** One archive with one program as its `bootstrap`, which contains the main packages of all handlers. */
export const multicall: LayoutRules = {
  programName: ({ target }) => nameOf(target.archive.name),
  programOf: ([{ target }]) => ({
    executable: generatedName,
    ownRun: nameOf(target.archive.name),
    isMulticall: true,
  }),
  archivesOf: ({ spec: { name, runtime, architecture }, sources }) => [
    {
      ...{ name, runtime, architecture, bootstrap: null },
      placed: sources.map((source) => ({ source, entry: 'bootstrap' })),
    },
  ],
};

/** Archives have different handlers, so each has a program of its own. No package argument starts like this. */
function nameOf(archive: string): string {
  return `multicall ${archive}`;
}
