import { executableName, executableNameOfFiles } from '../../go/executable-name.js';
import type { LayoutRules } from './layout-rules.js';

/** Each main package is one program, whichever handlers and archives use it. */
export const programPerPackage: Pick<LayoutRules, 'programName' | 'programOf'> = {
  programName: (main) => main.arguments.join(' '),
  programOf: ([{ package: found, target, arguments: given }]) => {
    const isList = target.request.kind === 'files';
    return {
      executable: isList ? executableNameOfFiles(found.goFiles) : executableName(found.importPath),
      // A list of files is a single program, so it needs its own run.
      ownRun: isList ? `files ${given.join(' ')}` : null,
      isMulticall: false,
    };
  },
};
