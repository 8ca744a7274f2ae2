import type { BuildInfoModule, GoBuildInfo } from '../go/build-info.js';
import { compareModuleVersions } from '../go/versions.js';
import type { ProgramFinding } from './program-finding.js';

/** AWS's library for Go handlers. */
export const lambdaLibrary = 'github.com/aws/aws-lambda-go';
/** The first release that supports the Runtime API, the only one that the `provided.*` runtimes have. */
export const oldestLambdaLibrary = 'v1.18.0';

/** Checks the linked modules in go's build info. */
export function moduleFindings(
  info: GoBuildInfo,
  { norpc }: { readonly norpc: boolean },
): readonly ProgramFinding[] {
  const findings: ProgramFinding[] = [];
  const library = info.dependencies.find(({ path }) => path === lambdaLibrary);
  if (library !== undefined) {
    const linked = library.replacedBy ?? library;
    if (isTooOld(linked))
      findings.push({ code: 'check-lambda-library-too-old', values: { found: linked.version } });
    if (norpc && !hasNorpc(info)) findings.push({ code: 'check-norpc-missing', values: {} });
  }
  for (const { path: module, replacedBy } of info.dependencies) {
    if (replacedBy === null || !isAbsolute(replacedBy.path)) continue;
    findings.push({ code: 'check-local-replace', values: { module, path: replacedBy.path } });
  }
  return findings;
}

/** Whether a program was built without the code that only go1.x needs. */
export function hasNorpc({ settings }: GoBuildInfo): boolean {
  return (settings['-tags'] ?? '').split(',').includes('lambda.norpc');
}

// A directory that replaces the module has no version, and a fork has its own versions. A commit between v1.17.0 and
// v1.18.0 may support the Runtime API or not; an error needs certainty.
function isTooOld({ path, version }: BuildInfoModule): boolean {
  if (path !== lambdaLibrary || !/^v\d/.test(version) || version.startsWith('v1.17.1-0.')) return false;
  return compareModuleVersions(version, oldestLambdaLibrary) < 0;
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|\\\\|[A-Za-z]:[\\/])/.test(path);
}
