import { relative } from 'pathe';
import { compareStrings } from '../bytes/compare.js';
import { type LinkDirectory, openLinkDirectory } from '../cache/link-directory.js';
import type { LockOptions } from '../cache/lock.js';
import type { BuildContext } from './build-context.js';

/** Locks the directories that go links into until their programs have been read. */
export async function withLinkDirectories<Result>(
  context: BuildContext,
  action: (links: readonly LinkDirectory[]) => Promise<Result>,
): Promise<Result> {
  const { host, plan, cache } = context;
  const links = new Map<string, LinkDirectory>();
  try {
    // All builds use the same order, so that two builds that need the same two directories cannot deadlock.
    for (const id of plan.runs.map((run) => run.id).sort(compareStrings)) {
      links.set(id, await openLinkDirectory(host, cache, id, waitIn(cache.directory, context)));
    }
    return await action([...links.values()]);
  } finally {
    await Promise.all([...links.values()].map((link) => link.release()));
  }
}

/** How to wait for a different build that uses the same directory. */
export function waitIn(directory: string, { host, signal, onEvent }: BuildContext): LockOptions {
  const path = relative(host.workingDirectory, directory) || '.';
  return {
    signal,
    onWait: (holder) => onEvent({ type: 'waiting', path, processId: holder?.processId ?? null }),
  };
}
