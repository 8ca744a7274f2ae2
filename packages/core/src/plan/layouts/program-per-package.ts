import { executableName, executableNameOfFiles } from '../../go/executable-name.js';
import type { LayoutRules } from './layout-rules.js';

/** Each main package is a program, whichever handlers and archives have it. */
export const programPerPackage: Pick<LayoutRules, 'programName' | 'programOf'> = {
  programName: (main) => main.arguments.join(' '),
  programOf: ([{ package: found, target, arguments: given }]) => {
    const isList = target.request.kind === 'files';
    return {
      importPath: found.importPath,
      directory: found.directory,
      arguments: given,
      executable: isList ? executableNameOfFiles(found.goFiles) : executableName(found.importPath),
      // A list of files is one program a run.
      ownRun: isList ? `files ${given.join(' ')}` : null,
    };
  },
};
