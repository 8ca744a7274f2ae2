import type { MainPackage, ProjectFiles } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { BuildEvidence } from '../evidence/build-command.js';
import { unusedCommands } from './decide.js';
import type { CandidateTarget, Decision } from './decision.js';

/**
 * What build files say that nothing was made of: programs without a function, and lines that were not understood.
 *
 * @param isKnown whether a manifest that exists builds a program
 */
export function evidenceFindings(
  decisions: readonly Decision[],
  evidence: BuildEvidence,
  mains: readonly MainPackage[],
  files: readonly string[],
  isKnown: (target: CandidateTarget) => boolean,
): readonly MigrationDiagnostic[] {
  const isOpen = decisions.some(({ kind }) => kind === 'open');
  // A loop builds many programs in one line.
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
    // Where every function is decided, nothing is missing.
    ...(isOpen ? evidence.unread : []).map(({ source, reason, location }) =>
      diagnose('migrate-line-unread', { source: source.trim(), reason }, location),
    ),
  ];
}

/** What is outside the project and was asked for: a part of what is known may be missing. */
export function outsideFindings({ outside, display }: ProjectFiles): readonly MigrationDiagnostic[] {
  return outside().map(({ path, byLink }) => {
    const file = display(path);
    return diagnose('migrate-outside-project', { file, byLink }, { file, line: null, column: null });
  });
}
