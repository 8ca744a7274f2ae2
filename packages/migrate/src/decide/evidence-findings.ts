import type { MainPackage, ProjectFiles } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { BuildEvidence } from '../evidence/build-command.js';
import { unusedCommands } from './decide.js';
import type { CandidateTarget, Decision } from './decision.js';

/**
 * Diagnostics of build files: programs that no function uses, and lines that could not be interpreted.
 *
 * @param isKnown whether an existing manifest builds a program
 */
export function evidenceFindings(
  decisions: readonly Decision[],
  evidence: BuildEvidence,
  mains: readonly MainPackage[],
  files: readonly string[],
  isKnown: (target: CandidateTarget) => boolean,
): readonly MigrationDiagnostic[] {
  const isOpen = decisions.some(({ kind }) => kind === 'open');
  // A loop builds many programs on one line.
  const unused = new Map(
    unusedCommands(decisions, evidence, mains, files, isKnown).map((each) => [
      `${each.location.file}:${each.location.line}`,
      each,
    ]),
  );
  return [
    ...[...unused.values()].map(({ source, location }) =>
      diagnose('migrate-program-unused', { source: source.trim() }, location),
    ),
    // If every function is decided, nothing is missing.
    ...(isOpen ? evidence.unread : []).map(({ source, reason, location }) =>
      diagnose('migrate-line-unread', { source: source.trim(), reason }, location),
    ),
  ];
}

/** Files outside the project that were referred to, so that evidence may be missing. */
export function outsideFindings({ outside, display }: ProjectFiles): readonly MigrationDiagnostic[] {
  return outside().map(({ path, byLink }) => {
    const file = display(path);
    return diagnose('migrate-outside-project', { file, byLink }, { file, line: null, column: null });
  });
}
