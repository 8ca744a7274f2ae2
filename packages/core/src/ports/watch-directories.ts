/**
 * Calls `onChange` soon after an entry directly in one of the directories may have changed. It is only a hint: some
 * file systems (network, bind mounts) report nothing, and one change can be reported several times. The returned
 * function stops watching. Never throws.
 */
export type WatchDirectories = (directories: readonly string[], onChange: () => void) => () => void;
