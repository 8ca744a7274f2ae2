import type { GoRun } from '../go/go-run.js';
import { goObjects } from '../go/json-output.js';
import { readGoSum } from '../go/linked-modules.js';
import { goEnvironment } from '../go/run-command.js';
import type { Host } from '../ports/host.js';
import { temporaryDirectoryPath } from '../ports/temporary-directory.js';
import type { ChangedFiles } from './changed-files.js';

/** What a change to go.mod and go.sum means. */
export interface ModuleChanges {
  /** Paths of modules whose version, replacement or checksum has changed. */
  readonly modules: ReadonlySet<string>;
  /** A changed line that affects all programs of the module; null without such a line. */
  readonly everything: string | null;
}

interface GoModFile {
  readonly Go?: string;
  readonly Godebug?: readonly unknown[] | null;
  readonly Exclude?: readonly unknown[] | null;
  readonly Require?: readonly { readonly Path: string; readonly Version: string }[] | null;
  readonly Replace?:
    | readonly { readonly Old: { readonly Path: string; readonly Version?: string }; readonly New: unknown }[]
    | null;
}

/** Compares the go.mod and go.sum of a run's module with those in the revision. */
export async function moduleChanges(
  run: GoRun,
  { changes, before }: Pick<ChangedFiles, 'changes' | 'before'>,
  host: Host,
): Promise<ModuleChanges> {
  const modules = new Set<string>();
  const goMod = `${run.module.root}/go.mod`;
  const goSum = `${run.module.root}/go.sum`;
  if (changes.has(goSum)) {
    const [old, now] = [await before(goSum), await textOf(goSum, host)];
    for (const path of changedSums(readGoSum(old ?? ''), readGoSum(now))) modules.add(path);
  }
  if (!changes.has(goMod)) return { modules, everything: null };
  const old = await before(goMod);
  if (old === undefined) return { modules, everything: 'go.mod is new' };
  const [was, is] = [await readGoMod(old, run, host), await readGoMod(await textOf(goMod, host), run, host)];
  if (was === undefined || is === undefined) return { modules, everything: 'go.mod cannot be read' };
  for (const path of changedModules(was, is)) modules.add(path);
  return { modules, everything: lineForAll(was, is, modules.size > 0) };
}

function lineForAll(was: GoModFile, is: GoModFile, hasOtherModules: boolean): string | null {
  if (was.Go !== is.Go) return `the line \`go ${is.Go ?? ''}\``;
  if (differ(was.Godebug, is.Godebug)) return 'a line `godebug`';
  if (differ(was.Exclude, is.Exclude)) return 'a line `exclude`';
  // Up to Go 1.16, go.mod does not list indirect requirements: any change may select a different version of them.
  const [, minor = '0'] = /^1\.(\d+)/.exec(is.Go ?? '1.16') ?? [];
  return hasOtherModules && Number(minor) < 17
    ? 'a requirement, and go.mod does not list the indirect ones'
    : null;
}

function changedModules(was: GoModFile, is: GoModFile): Set<string> {
  const versions = (file: GoModFile): Map<string, string> =>
    new Map((file.Require ?? []).map(({ Path, Version }) => [Path, Version]));
  const replacements = (file: GoModFile): Map<string, string> =>
    new Map(
      (file.Replace ?? []).map((each) => [
        `${each.Old.Path} ${each.Old.Version ?? ''}`,
        JSON.stringify(each.New),
      ]),
    );
  return new Set([
    ...changedKeys(versions(was), versions(is)),
    ...changedKeys(replacements(was), replacements(is)).map((key) => key.split(' ')[0] ?? key),
  ]);
}

function changedSums(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): string[] {
  // Sums that were added or removed go with go.mod. A sum that differs means different content of the same version.
  return [...is]
    .filter(([key, sum]) => was.has(key) && was.get(key) !== sum)
    .map(([key]) => key.split(' ')[0] ?? key);
}

function changedKeys(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): string[] {
  return [...new Set([...was.keys(), ...is.keys()])].filter((key) => was.get(key) !== is.get(key));
}

function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) !== JSON.stringify(other ?? null);
}

async function readGoMod(text: string, run: GoRun, host: Host): Promise<GoModFile | undefined> {
  const directory = temporaryDirectoryPath(host);
  try {
    await host.fileSystem.makeDirectory(directory, { private: true });
    await host.fileSystem.writeFile(`${directory}/go.mod`, new TextEncoder().encode(text));
    const { exitCode, standardOutput } = await host.processes.run({
      argv: [run.toolchain.program, 'mod', 'edit', '-json', `${directory}/go.mod`],
      workingDirectory: directory,
      environment: goEnvironment(run),
    });
    if (exitCode !== 0) return undefined;
    return goObjects<GoModFile>(run.toolchain.program, standardOutput)[0];
  } finally {
    await host.fileSystem.remove(directory).catch(() => undefined);
  }
}

async function textOf(path: string, host: Pick<Host, 'fileSystem'>): Promise<string> {
  if ((await host.fileSystem.stat(path))?.kind !== 'file') return '';
  return new TextDecoder().decode(await host.fileSystem.readFile(path));
}
