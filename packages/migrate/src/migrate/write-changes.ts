import type { Host } from '@lambdazip/core/internal';
import {
  filesBehindForeignFilters,
  GitFailure,
  type GitProblem,
  isInside,
  leadsTo,
  type OutputFile,
  openRepository,
  problemFailure,
  projectTop,
  publishFiles,
  statusLines,
} from '@lambdazip/core/internal';
import { join, relative } from 'pathe';
import { failure } from '../diagnostics/diagnose.js';
import type { FileChange } from './file-changes.js';

export interface WriteRequest {
  /** The project's root; absolute. */
  readonly root: string;
  readonly changes: readonly FileChange[];
  /** Write even if git could not restore the changed files. */
  readonly force: boolean;
  readonly display: (path: string) => string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes all changes or none, in a way that can be undone: by git if the tree is clean, otherwise with a copy of each
 * changed file next to it (`template.yaml.orig`). The caller holds the lock of the root.
 *
 * @returns the copies, relative to the root
 * @throws LambdazipError `migrate-write-outside`, `migrate-tree-dirty`, `git-not-found`, `git-refused`, `git-failed`,
 * `migrate-file-changed`, `output-not-writable`, `output-write-failed`, `output-not-restored`, `disk-full`
 */
export async function writeChanges(request: WriteRequest, host: Host): Promise<readonly string[]> {
  const { root, changes, force, display, signal } = request;
  await refuseOutside(request, host);
  const state = await treeState(request, host);
  if (state.kind === 'dirty' && !force) {
    throw failure('migrate-tree-dirty', { files: state.files.map(display), reason: state.reason });
  }
  if (state.kind !== 'clean' && state.kind !== 'dirty' && state.kind !== 'no-repository' && !force) {
    throw problemFailure(state, {
      directory: display(root),
      wanted: 'originals',
      revision: null,
    });
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
  await publishFiles(host, [...copies, ...files], { directory: root, signal });
  return copies.map(({ path }) => path.slice(root.length + 1));
}

/** Nothing outside the project is written, even if a path in a template or a symbolic link leads there. */
async function refuseOutside(
  { root, changes, display }: WriteRequest,
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
): Promise<void> {
  const top = await projectTop(host);
  const outside: string[] = [];
  for (const { path } of changes) {
    if (!isInside(await leadsTo(host, join(root, path)), top)) outside.push(display(path));
  }
  if (outside.length === 0) return;
  const shown = relative(await host.fileSystem.realPath(host.workingDirectory), top) || '.';
  throw failure('migrate-write-outside', { files: outside, top: shown });
}

type TreeState =
  | { readonly kind: 'clean' }
  | { readonly kind: 'dirty'; readonly files: readonly string[]; readonly reason: string }
  | GitProblem;

/** Whether git could restore the files to change. */
async function treeState({ root, changes, signal }: WriteRequest, host: Host): Promise<TreeState> {
  const repository = await openRepository(host, root, signal);
  if (repository.kind !== 'repository') return repository;
  try {
    const changed = changes.filter(({ before }) => before !== null).map(({ path }) => join(root, path));
    const own = changed.map((path) => relative(repository.root, path));
    // git cannot restore ignored files either.
    const words = ['--untracked-files=all', '--ignored=matching', '--'];
    const [tree, lines, uncertain] = await Promise.all([
      statusLines(repository, ['--untracked-files=no']),
      own.length === 0
        ? []
        : statusLines(repository, [...words, ...own.map((path) => `:(top,literal)${path}`)]),
      filesBehindForeignFilters(repository),
    ]);
    const paths = new Set([...tree, ...lines].map(({ path }) => path));
    for (const path of uncertain.keys()) paths.add(path);
    if (paths.size === 0) return { kind: 'clean' };
    const files = own
      .filter((path) => paths.has(path))
      .map((path) => relative(root, join(repository.root, path)));
    const reason = `${paths.size} ${paths.size === 1 ? 'file' : 'files'} with uncommitted changes`;
    return { kind: 'dirty', files, reason };
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return { kind: 'failed', reason: error.message };
  } finally {
    await repository.close();
  }
}

/**
 * Writing a file that is not UTF-8 would change bytes in unrelated lines.
 *
 * @throws LambdazipError `template-unreadable`
 */
export async function refuseOtherEncodings(
  { root, changes, display }: Pick<WriteRequest, 'root' | 'changes' | 'display'>,
  host: Pick<Host, 'fileSystem'>,
): Promise<void> {
  for (const { path, before } of changes) {
    if (before?.includes('\uFFFD') !== true) continue;
    const [written, there] = [bytesOf(before), await host.fileSystem.readFile(join(root, path))];
    if (written.length === there.length && written.every((byte, at) => byte === there[at])) continue;
    throw failure('template-unreadable', { file: display(path), reason: 'not UTF-8' });
  }
}

/** The file must still have the content that was read. */
async function refuseOther(
  path: string,
  before: string | null,
  shown: string,
  host: Pick<Host, 'fileSystem'>,
): Promise<void> {
  const info = await host.fileSystem.lstat(path);
  const same =
    before === null
      ? info === undefined
      : info !== undefined && textOf(await host.fileSystem.readFile(path)) === before;
  if (!same) throw failure('migrate-file-changed', { file: shown });
}

async function freeName(host: Pick<Host, 'fileSystem'>, path: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? path : `${path}.${number}`;
    if ((await host.fileSystem.lstat(name)) === undefined) return name;
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
