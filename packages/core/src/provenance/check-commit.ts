import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import type { Host } from '../ports/host.js';
import { sourceOf } from './check-statement.js';
import { gitState, hasCommit } from './git-state.js';
import type { Statement } from './statement.js';

export interface CommitRequest {
  /** Where a repository is looked for; absolute. */
  readonly directory: string;
  /** Whether what is checked out there is rebuilt: then it has to be that commit. */
  readonly isRebuilt: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What the commit of a record comes to in a repository: errors where the claim does not hold, else warnings. */
export async function checkCommit(
  statement: Statement,
  { directory, isRebuilt, signal }: CommitRequest,
  host: Host,
): Promise<Diagnostic[]> {
  const source = sourceOf(statement);
  if (source === undefined) return [];
  const { commit, isClean } = source;
  const findings = isClean ? [] : [diagnose('provenance-tree-dirty', { commit })];
  const isThere = await hasCommit(host, directory, commit, signal);
  if (isThere === undefined) {
    const reason = 'there is no git repository here';
    return [...findings, diagnose('provenance-commit-unchecked', { commit, reason })];
  }
  if (!isThere) {
    const reason = 'the repository here does not have it';
    return [...findings, diagnose('provenance-commit', { commit, reason })];
  }
  if (!isRebuilt) return findings;
  const here = await gitState(host, { directory, outputs: [], signal });
  if (here.kind === 'commit' && here.commit !== commit) {
    findings.push(diagnose('provenance-commit', { commit, reason: `${here.commit} is checked out` }));
  }
  return findings;
}
