/**
 * Calls back soon after something in one of the directories may have changed, not below them. It is a hint: some file
 * systems (network, bind mounts) tell nothing, and one change can be told several times. The function that it gives ends
 * it. Never throws.
 */
export type WatchDirectories = (directories: readonly string[], onChange: () => void) => () => void;
