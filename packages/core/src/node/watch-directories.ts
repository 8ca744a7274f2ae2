import { type FSWatcher, watch } from 'node:fs';
import type { WatchDirectories } from '../ports/watch-directories.js';

/** What the operating system tells of directories. */
export const nodeWatchDirectories: WatchDirectories = (directories, onChange) => {
  const watchers: FSWatcher[] = [];
  for (const directory of directories) {
    try {
      const watcher = watch(directory, { persistent: false }, () => onChange());
      // A directory that is removed, or one watch more than the system has.
      watcher.on('error', () => watcher.close());
      watchers.push(watcher);
    } catch {
      // It is looked at every now and then all the same.
    }
  }
  return () => {
    for (const watcher of watchers) watcher.close();
  };
};
