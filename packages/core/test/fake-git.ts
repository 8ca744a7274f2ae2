import type { ProcessResult, ProcessRunner } from '../src/ports/process-runner.js';

/** Files by path, relative to the top of the work tree. */
type Tree = Readonly<Record<string, string>>;

/** A fake git command with one repository, for tests of logic. It runs the commands that lambdazip runs, without submodules. */
export interface FakeGit extends ProcessRunner {
  /** Commits all files of the work tree; returns the id of the commit. */
  readonly commit: () => string;
}

/**
 * @param root the top of the work tree
 * @param workTree returns the files that are there now
 */
export function fakeGit(root: string, workTree: () => Tree): FakeGit {
  const commits: Tree[] = [];
  const idOf = (index: number): string => `${index + 1}`.padStart(40, '0');
  const treeOf = (revision: string): Tree | undefined => {
    const [, back = '0'] = /^HEAD(?:~(\d+))?$/.exec(revision) ?? [];
    if (revision.startsWith('HEAD')) return commits.at(-1 - Number(back));
    return commits.find((_, index) => idOf(index) === revision);
  };
  const answer = (words: readonly string[]): string | undefined => {
    const [verb, ...rest] = words;
    const index = commits.at(-1) ?? {};
    switch (verb) {
      case 'rev-parse': {
        if (rest.includes('--show-toplevel')) {
          const paths = rest.filter((_, at) => rest[at - 1] === '--git-path');
          return [root, ...paths.map((path) => `${root}/.git/${path}`)].join('\n');
        }
        const tree = treeOf(withoutType(rest.at(-1)));
        return tree && idOf(commits.indexOf(tree));
      }
      case 'config':
        return '';
      case 'diff': {
        const before = treeOf(rest.at(-2) ?? '') ?? {};
        const now = Object.fromEntries(Object.entries(workTree()).filter(([path]) => path in index));
        return changesBetween(before, now);
      }
      case 'ls-files':
        if (!rest.includes('--others')) return '';
        return terminated(Object.keys(workTree()).filter((path) => !(path in index)));
      case 'status': {
        const excluded = rest.flatMap((word) => /^:\(top,exclude,literal\)(.*)$/.exec(word)?.[1] ?? []);
        const now = workTree();
        const paths = [...new Set([...Object.keys(index), ...Object.keys(now)])].sort();
        return terminated(
          paths
            .filter((path) => index[path] !== now[path])
            .filter((path) => !excluded.some((each) => path === each || path.startsWith(`${each}/`)))
            .map((path) => `${path in index ? (path in now ? ' M' : ' D') : '??'} ${path}`),
        );
      }
      case 'cat-file': {
        if (rest[0] === '-e') return treeOf(withoutType(rest[1])) && '';
        const [revision = '', path = ''] = (rest.at(-1) ?? '').split(':');
        return treeOf(revision)?.[path];
      }
      default:
        throw new Error(`the fake git does not support ${words.join(' ')}`);
    }
  };
  return {
    commit: () => idOf(commits.push({ ...workTree() }) - 1),
    run: async ({ argv }): Promise<ProcessResult> => {
      const words = argv
        .slice(1)
        .filter((word, at, all) => word !== '--no-pager' && word !== '-c' && all[at - 1] !== '-c');
      const output = answer(words);
      return {
        exitCode: output === undefined ? 128 : 0,
        killedBy: null,
        standardOutput: output ?? '',
        standardError: output === undefined ? 'fatal: not found\n' : '',
      };
    },
  };
}

const withoutType = (revision = ''): string => revision.replace('^{commit}', '');

const terminated = (parts: readonly string[]): string => parts.map((part) => `${part}\0`).join('');

/** As `git diff --raw -z` prints them. */
function changesBetween(before: Tree, now: Tree): string {
  const zeros = '0'.repeat(40);
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  const changed = paths.filter((path) => before[path] !== now[path]);
  return terminated(
    changed.flatMap((path) => {
      const status = !(path in before) ? 'A' : path in now ? 'M' : 'D';
      return [`:100644 100644 ${zeros} ${zeros} ${status}`, path];
    }),
  );
}
