import { dirname } from 'pathe';
import { findAbove } from '../go/module.js';
import type { Host } from '../ports/host.js';
import { readableEntries } from '../ports/permitted.js';
import { repositoryAbove } from './project-boundary.js';
import { isPassedOver } from './project-files.js';

/**
 * The root of a project: the nearest directory that contains the working directory, the templates, and the Go module
 * (or workspace) that they are in. Without a module it is the directory with Go files: the working directory, or else
 * its git repository.
 *
 * @param start the working directory; absolute, links resolved
 * @param directories the directories of the templates; absolute, links resolved
 */
export async function findProjectRoot(
  host: Pick<Host, 'fileSystem'>,
  start: string,
  directories: readonly string[],
): Promise<string> {
  const root = [start, ...directories].reduce(commonDirectory);
  const module = await findAbove(host.fileSystem, root, 'go.mod');
  if (module === undefined) {
    if (await holdsGo(host, root)) return root;
    return (await repositoryAbove(host, root)) ?? root;
  }
  const workspace = await findAbove(host.fileSystem, module, 'go.work');
  return workspace === undefined ? module : commonDirectory(module, workspace);
}

/** Whether a directory contains Go files at any depth. The search stops early in a directory with many files. */
async function holdsGo(host: Pick<Host, 'fileSystem'>, root: string): Promise<boolean> {
  const waiting = [root];
  for (let looked = 0; looked < 2000; looked += 1) {
    const directory = waiting.shift();
    if (directory === undefined) return false;
    for (const { name, kind } of await readableEntries(host.fileSystem, directory)) {
      if (kind === 'file' && /\.go$|^go\.mod$/.test(name)) return true;
      if (kind === 'directory' && !isPassedOver(name)) waiting.push(`${directory}/${name}`);
    }
  }
  return false;
}

/** The nearest common ancestor of two directories. */
export function commonDirectory(a: string, b: string): string {
  let common = a;
  while (!(b === common || b.startsWith(common === '/' ? '/' : `${common}/`)) && dirname(common) !== common) {
    common = dirname(common);
  }
  return common;
}
