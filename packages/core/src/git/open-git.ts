import { findProgram } from '../ports/find-program.js';
import type { Host } from '../ports/host.js';

/** What git answered. */
export type GitAnswer =
  | { readonly kind: 'output'; readonly output: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Names that would send git to another repository than that of the directory. */
const elsewhere: ReadonlySet<string> = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX']);

/** Runs git with some words, and only looks: no index is refreshed on disk, nobody is asked for a password. */
export type Git = (words: readonly string[]) => Promise<GitAnswer>;

/** The machine's git, in a directory; undefined where there is none. Its calls reject after an abort alone. */
export async function openGit(
  host: Host,
  directory: string,
  signal: AbortSignal | undefined,
): Promise<Git | undefined> {
  const program = await findProgram(host, 'git');
  if (program === undefined) return undefined;
  const kept = Object.entries(host.environment).filter(([name]) => !elsewhere.has(name));
  const environment = {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
  return async (words) => {
    try {
      const result = await host.processes.run({
        argv: [program, ...words],
        workingDirectory: directory,
        environment,
        signal,
      });
      if (result.exitCode === 0) return { kind: 'output', output: result.standardOutput };
      return { kind: 'failed', reason: result.standardError.trim().split('\n')[0] ?? '' };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  };
}
