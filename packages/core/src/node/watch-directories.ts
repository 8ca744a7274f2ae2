import { type FSWatcher, watch } from 'node:fs';
import type { WatchDirectories } from '../ports/watch-directories.js';

/** Change notifications of the operating system. */
export const nodeWatchDirectories: WatchDirectories = (directories, onChange) => {
  const watchers: FSWatcher[] = [];
  for (const directory of directories) {
    try {
      const watcher = watch(directory, { persistent: false }, () => onChange());
      // The directory was removed, or the system's limit of watches is reached.
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // The directory is still polled from time to time.
    }
  }
  return () => {
    for (const watcher of watchers) watcher.close();
  };
};
