import { dirname, join, normalize } from 'pathe';
import type { ProjectFiles } from '../project/project-files.js';

export type CdkLanguage = 'go' | 'typescript' | 'other';

/** The command that starts an AWS CDK app, from its cdk.json; undefined without a readable command. */
export function cdkAppCommand(cdkJson: string): string | undefined {
  try {
    const content: unknown = JSON.parse(cdkJson.replace(/^\uFEFF/, ''));
    if (typeof content !== 'object' || content === null || !('app' in content)) return undefined;
    return typeof content.app === 'string' ? content.app : undefined;
  } catch {
    return undefined;
  }
}

/** The language of an app, from the command that starts it. */
export function cdkLanguage(command: string | undefined): CdkLanguage {
  if (command === undefined) return 'other';
  if (/(?:^|[\s;&|/])go(?:\.exe)?\s+(?:-C\s+\S+\s+)?(?:run|build)\b/.test(command)) return 'go';
  return /(?:^|[\s;&|/])(?:node|ts-node|tsx|bun|deno|npx|npm|pnpm|yarn)(?:$|[\s;&|])|\.[cm]?[jt]sx?\b/.test(
    command,
  )
    ? 'typescript'
    : 'other';
}

/**
 * The directories of AWS CDK apps: the programs that the project's cdk.json files run with go.
 *
 * @param directoryOf the directory of a package of the project, by its import path
 * @throws file system errors
 */
export async function cdkAppDirectories(
  { files, read }: ProjectFiles,
  directoryOf: (importPath: string) => string | undefined,
): Promise<ReadonlySet<string>> {
  const directories = new Set<string>();
  for (const file of files.filter((each) => /(?:^|\/)cdk\.json$/.test(each))) {
    const command = cdkAppCommand((await read(file)) ?? '');
    for (const directory of command === undefined ? [] : programsOf(command, dirname(file), directoryOf)) {
      directories.add(directory);
    }
  }
  return directories;
}

/** The directories in the `go run` and `go build` commands of a command line. */
function programsOf(
  command: string,
  start: string,
  directoryOf: (importPath: string) => string | undefined,
): readonly string[] {
  const found: string[] = [];
  let at = start;
  for (const part of command.split(/&&|\|\||[;|\n]/)) {
    const words = part.trim().split(/\s+/).map(unquoted);
    if (words[0] === 'cd') at = join(at, words.find((word, index) => index > 0 && word !== '--') ?? '.');
    const go = words.findIndex((word) => /(?:^|\/)go(?:\.exe)?$/.test(word));
    if (go === -1) continue;
    const [directory, rest] =
      words[go + 1] === '-C'
        ? [join(at, words[go + 2] ?? '.'), words.slice(go + 3)]
        : [at, words.slice(go + 1)];
    if (rest[0] !== 'run' && rest[0] !== 'build') continue;
    const imported = rest
      .slice(1)
      .map(directoryOf)
      .find((each) => each !== undefined);
    if (imported !== undefined) {
      found.push(imported);
      continue;
    }
    found.push(normalize(join(directory, packageOf(rest.slice(1)))).replace(/(?<=.)\/$/, ''));
  }
  return found;
}

/** The package among the arguments of `go run` or `go build`; by default the directory itself. */
function packageOf(words: readonly string[]): string {
  // A flag may have its value in the next word. A package of the project contains a slash or a dot, or is a file.
  const named = words.find(
    (word, index) =>
      /^\.{1,2}(?:$|\/)|\.go$/.test(word) && !/^-(?:o|C|modfile|overlay)$/.test(words[index - 1] ?? ''),
  );
  if (named === undefined) return '.';
  return named.endsWith('.go') ? dirname(named) : named;
}

function unquoted(word: string): string {
  return word.replace(/^["']|["']$/g, '');
}
