import { findProgram } from '../ports/find-program.js';
import type { Host } from '../ports/host.js';

/** The output of git, or why it failed. */
export type GitAnswer =
  | { readonly kind: 'output'; readonly output: string }
  | {
      readonly kind: 'failed';
      /** The line with the reason, without `fatal: `. */
      readonly reason: string;
      /** All of standard error. */
      readonly errors: string;
      /** null if git was killed by a signal or did not start. */
      readonly exitCode: number | null;
    };

/** Runs git with some arguments in a directory. Rejects only after an abort. */
export type Git = (
  words: readonly string[],
  place: { readonly directory: string; readonly variables?: Readonly<Record<string, string>> },
) => Promise<GitAnswer>;

/**
 * Variables that would make git use a repository, index, object store or configuration other than the directory's, or
 * that change how git reads a path or an attribute. All others are the user's and are passed to git.
 */
const dropped: ReadonlySet<string> = new Set([
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_ATTR_SOURCE',
  'GIT_COMMON_DIR',
  'GIT_CONFIG',
  'GIT_DIR',
  'GIT_EXTERNAL_DIFF',
  'GIT_GLOB_PATHSPECS',
  'GIT_GRAFT_FILE',
  'GIT_ICASE_PATHSPECS',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_INTERNAL_SUPER_PREFIX',
  'GIT_LITERAL_PATHSPECS',
  'GIT_NAMESPACE',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_OBJECT_DIRECTORY',
  'GIT_PREFIX',
  'GIT_REPLACE_REF_BASE',
  'GIT_SHALLOW_FILE',
  'GIT_WORK_TREE',
]);

/** Makes git read-only: it writes no index, never prompts, and fetches nothing. */
const fixed: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  // Older releases ignore the line above. This one refuses every transport, however a remote is configured: no
  // transport has a space in its name.
  GIT_ALLOW_PROTOCOL: 'no protocol',
  GIT_PROTOCOL_FROM_USER: '0',
};

// Before git 2.36, `core.fsmonitor` is always a program unless it is empty.
const overrides = ['--no-pager', '-c', 'core.fsmonitor=', '-c', 'core.hooksPath=/dev/null'];

/** The installed git; undefined if it is not on PATH. */
export async function findGit(
  host: Pick<Host, 'environment' | 'fileSystem' | 'platform' | 'processes'>,
  signal: AbortSignal | undefined,
): Promise<Git | undefined> {
  const program = await findProgram(host, 'git');
  if (program === undefined) return undefined;
  const fold = (name: string): string => (host.platform === 'win32' ? name.toUpperCase() : name);
  const kept = Object.entries(host.environment).filter(([name]) => !dropped.has(fold(name)));
  return async (words, { directory, variables = {} }) => {
    try {
      const { exitCode, standardOutput, standardError } = await host.processes.run({
        argv: [program, ...overrides, ...words],
        workingDirectory: directory,
        environment: { ...Object.fromEntries(kept), ...fixed, ...variables },
        signal,
      });
      if (exitCode === 0) return { kind: 'output', output: standardOutput };
      return { kind: 'failed', reason: reasonIn(standardError, exitCode), errors: standardError, exitCode };
    } catch (error) {
      if (signal?.aborted) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', reason, errors: reason, exitCode: null };
    }
  };
}

/** A git command whose output is needed failed. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
}

/** @throws GitFailure */
export function outputOf(answer: GitAnswer): string {
  if (answer.kind === 'output') return answer.output;
  throw new GitFailure(answer.reason);
}

/** Traces and warnings precede the line that reports the fatal error. */
function reasonIn(errors: string, exitCode: number | null): string {
  const lines = errors.split('\n').filter((line) => line.trim() !== '');
  const last = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines[0];
  return last?.replace(/^(fatal|error): /, '').trim() ?? `exit status ${exitCode ?? 'unknown'}`;
}

/** Maximum bytes of paths in one command: Windows allows 32 KiB for all arguments. */
const mostPaths = 16_384;

/** Splits paths into chunks that fit into the arguments of one command. */
export function portionsOf(paths: readonly string[]): string[][] {
  const portions: string[][] = [];
  let size = mostPaths;
  for (const path of paths) {
    size += path.length + 16;
    if (size > mostPaths) {
      portions.push([]);
      size = path.length + 16;
    }
    portions.at(-1)?.push(path);
  }
  return portions;
}

/** The NUL-terminated parts of a `-z` output. */
export function partsOf(output: string): string[] {
  const parts = output.split('\0');
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}
