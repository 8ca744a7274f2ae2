import { join } from 'pathe';
import { failure } from '../diagnostics/lambdazip-error.js';
import { openGit } from '../git/open-git.js';
import { type OutputFile, publishFiles } from '../output/publish.js';
import type { Host } from '../ports/host.js';
import type { FileChange } from './file-change.js';

export interface WriteRequest {
  /** The project's root; absolute. */
  readonly root: string;
  readonly changes: readonly FileChange[];
  /** Write although git could not give back what is changed. */
  readonly force: boolean;
  readonly display: (path: string) => string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes all changes or none, with a way back: git's, where all of its tree is committed, else a copy of each changed
 * file beside it (`template.yaml.orig`).
 *
 * @returns the copies that were made, relative to the root
 * @throws LambdazipError `migrate-tree-dirty`, `migrate-file-changed`, `output-not-writable`, `output-write-failed`, `disk-full`
 */
export async function writeChanges(request: WriteRequest, host: Host): Promise<readonly string[]> {
  const { root, changes, force, display, signal } = request;
  const state = await treeState(request, host);
  if (state.kind === 'dirty' && !force) {
    throw failure('migrate-tree-dirty', { files: state.files.map(display), reason: state.reason });
  }
  for (const { path, before } of changes) await refuseOther(join(root, path), before, display(path), host);
  const copies: OutputFile[] = [];
  if (state.kind !== 'clean') {
    for (const { path, before } of changes) {
      if (before === null) continue;
      copies.push({ path: await freeName(host, join(root, `${path}.orig`)), content: bytesOf(before) });
    }
  }
  const files = changes.map(({ path, after }) => ({ path: join(root, path), content: bytesOf(after) }));
  try {
    await publishFiles(host, [...copies, ...files], { signal });
  } catch (error) {
    await restore(request, copies, host);
    throw error;
  }
  return copies.map(({ path }) => path.slice(root.length + 1));
}

type TreeState =
  | { readonly kind: 'clean' }
  | { readonly kind: 'dirty'; readonly files: readonly string[]; readonly reason: string }
  | { readonly kind: 'no-repository' };

/** Whether git could give back what is about to be changed. */
async function treeState({ root, changes, signal }: WriteRequest, host: Host): Promise<TreeState> {
  const git = await openGit(host, root, signal);
  const top = git === undefined ? undefined : await git(['rev-parse', '--show-toplevel']);
  if (git === undefined || top?.kind !== 'output') return { kind: 'no-repository' };
  const changed = changes.filter(({ before }) => before !== null).map(({ path }) => path);
  const tree = await git(['status', '--porcelain=v1', '-z', '--untracked-files=no']);
  const own = changed.length === 0 ? undefined : await git(statusOf(changed));
  if (tree.kind === 'failed') return { kind: 'dirty', files: [], reason: tree.reason };
  if (own?.kind === 'failed') return { kind: 'dirty', files: [], reason: own.reason };
  const lines = `${tree.output}${own?.output ?? ''}`.split('\0').filter((line) => line !== '');
  if (lines.length === 0) return { kind: 'clean' };
  const files = changed.filter((path) => lines.some((line) => line.slice(3).endsWith(path)));
  const { size } = new Set(lines);
  const reason = `${size} ${size === 1 ? 'file is' : 'files are'} not committed`;
  return { kind: 'dirty', files, reason };
}

function statusOf(paths: readonly string[]): string[] {
  const literal = paths.map((path) => `:(literal)${path}`);
  // A file that git ignores cannot be brought back by it either.
  return ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--ignored=matching', '--', ...literal];
}

/**
 * A text that is not UTF-8 would come back with other bytes in lines that nobody changed.
 *
 * @throws LambdazipError `template-unreadable`
 */
export async function refuseOtherEncodings(
  { root, changes, display }: Pick<WriteRequest, 'root' | 'changes' | 'display'>,
  host: Host,
): Promise<void> {
  for (const { path, before } of changes) {
    if (before?.includes('\uFFFD') !== true) continue;
    const [written, there] = [bytesOf(before), await host.fileSystem.readFile(join(root, path))];
    if (written.length === there.length && written.every((byte, at) => byte === there[at])) continue;
    throw failure('template-unreadable', { file: display(path), reason: 'it is not UTF-8' });
  }
}

/** What was read is what is replaced: somebody may have saved the file meanwhile. */
async function refuseOther(path: string, before: string | null, shown: string, host: Host): Promise<void> {
  const info = await host.fileSystem.lstat(path);
  const same =
    before === null
      ? info === undefined
      : info !== undefined && textOf(await host.fileSystem.readFile(path)) === before;
  if (!same) throw failure('migrate-file-changed', { file: shown });
}

async function freeName(host: Host, path: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? path : `${path}.${number}`;
    if ((await host.fileSystem.lstat(name)) === undefined) return name;
  }
}

/** Puts back what some renames replaced before another one failed. */
async function restore(
  { root, changes }: WriteRequest,
  copies: readonly OutputFile[],
  host: Host,
): Promise<void> {
  const { fileSystem } = host;
  for (const { path, before, after } of changes) {
    const file = join(root, path);
    const now = await fileSystem.readFile(file).then(textOf, () => undefined);
    if (now !== after) continue;
    if (before === null) await fileSystem.remove(file).catch(() => undefined);
    else await fileSystem.writeFile(file, bytesOf(before)).catch(() => undefined);
  }
  for (const { path } of copies) await fileSystem.remove(path).catch(() => undefined);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
