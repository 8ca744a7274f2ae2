import type { DiagnosticCode } from './diagnose.js';

/**
 * The warnings that every build of the same project and environment repeats. A manifest can acknowledge them; the others
 * report what happened during one build.
 */
export const standingWarnings = [
  'check-dynamic',
  'check-local-replace',
  'check-norpc-missing',
  'check-script-carriage-return',
  'check-zipped-too-large',
  'cgo-not-pinned',
  'go-toolchain-differs',
  'go-work-ignored',
  'line-ends-converted',
  'machine-settings-ignored',
  'multicall-profile-ignored',
  'provenance-git-not-found',
  'provenance-git-refused',
  'provenance-no-commit',
  'provenance-tree-unknown',
  'runtime-deprecated',
  'trimpath-off',
  'wildcard-excludes',
  'wildcard-no-module',
] as const satisfies readonly DiagnosticCode[];

/** A warning that a manifest can acknowledge. */
export type StandingWarning = (typeof standingWarnings)[number];

/** Whether a manifest can acknowledge the warning. */
export function isStandingWarning(code: string): code is StandingWarning {
  return standingWarnings.some((each) => each === code);
}
