import { buildConstraintIn, type Holds } from '../go/build-constraint.js';
import { lambdaArchitectures, otherArchitectures, otherSystems, platformInName } from '../go/platforms.js';

/** Tags that are satisfied on Lambda. */
const held: ReadonlySet<string> = new Set(['linux', 'unix', 'gc']);
/** Tags of files that are not part of a build. */
const never: ReadonlySet<string> = new Set(['ignore', 'tools']);

/** Whether a Go file with these constraints can be part of a build for Lambda. `header` is the text before `package`. */
export function mayBuildForLambda(name: string, header: string): boolean {
  return fileNameHolds(name) && buildConstraintIn(header)?.holds(tag) !== false;
}

function fileNameHolds(name: string): boolean {
  const { system, architecture } = platformInName(name);
  return (system ?? 'linux') === 'linux' && (architecture === null || lambdaArchitectures.has(architecture));
}

/** Null for tags that depend on the build: the project's own, and the architecture. */
function tag(name: string): Holds {
  if (held.has(name) || /^go1\.\d+$/.test(name)) return true;
  return never.has(name) || otherSystems.has(name) || otherArchitectures.has(name) ? false : null;
}
