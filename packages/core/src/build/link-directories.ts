import { relative } from 'pathe';
import { compareStrings } from '../bytes/compare.js';
import { type LinkDirectory, openLinkDirectory } from '../cache/link-directory.js';
import type { LockOptions } from '../cache/lock.js';
import type { BuildContext } from './build-context.js';

/** Holds the directories that go links into, until the programs in them have been read. */
export async function withLinkDirectories<Result>(
  context: BuildContext,
  action: (links: readonly LinkDirectory[]) => Promise<Result>,
): Promise<Result> {
  const { host, plan, cache } = context;
  const links = new Map<string, LinkDirectory>();
  try {
    // In one order for all builds: two that need the same two directories must not wait for each other.
    for (const id of plan.runs.map((run) => run.id).sort(compareStrings)) {
      links.set(id, await openLinkDirectory(host, cache, id, waitIn(cache.directory, context)));
    }
    return await action([...links.values()]);
  } finally {
    await Promise.all([...links.values()].map((link) => link.release()));
  }
}

/** How a build waits for another one that works in the same directory. */
export function waitIn(directory: string, { host, signal, onEvent }: BuildContext): LockOptions {
  const path = relative(host.workingDirectory, directory) || '.';
  return {
    signal,
    onWait: (holder) => onEvent({ type: 'waiting', path, processId: holder?.processId ?? null }),
  };
}
