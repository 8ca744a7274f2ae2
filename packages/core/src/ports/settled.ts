import type { FileIdentity } from './file-system.js';

/** Milliseconds; file systems count times in steps of up to two seconds (FAT), and clocks of servers differ. */
const margin = 3_000;

/**
 * Whether a later change of a file must show in its identity: one that happens within a step of the file system's
 * clock after another gives the same times.
 *
 * @param now when the file began to be read: milliseconds since 1970
 */
export function isSettled({ changed }: FileIdentity, now: number): boolean {
  return changed < now - margin;
}
