import { fileSystemErrorCode } from './file-system.js';
import type { Host } from './host.js';
import { temporaryRootOf } from './temporary-directory.js';

/** Whether an error of the file system says that the disk, or the user's part of it, is full. */
export function isDiskFull(error: unknown): boolean {
  const code = fileSystemErrorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

// The system's own words at the end of a line, as go, the linker, the C compiler and git pass them on. In the middle
// of a line they may be a quotation from source code.
const words: readonly (readonly [text: RegExp, reason: string])[] = [
  [/(?:^|: )(?:no space left on device|there is not enough space on the disk)[.)\s]*$/i, 'the disk is full'],
  [/(?:^|: )disk quota exceeded[.)\s]*$/i, 'disk quota exceeded'],
];

/** The line of a program's output that says that a disk is full, and the reason in words; undefined if none does. */
export function diskFullLine(output: string): { readonly line: string; readonly reason: string } | undefined {
  for (const line of output.split(/\r?\n/)) {
    for (const [text, reason] of words) if (text.test(line)) return { line, reason };
  }
  return undefined;
}

/** A directory on a disk that can be full, and what moves it elsewhere, for a message. */
export interface Disk {
  readonly path: string;
  readonly setting: string;
}

/** The disk of a directory of lambdazip's own: its cache, or a temporary one. */
export function ownDisk(host: Pick<Host, 'platform'>, directory: string): Disk {
  const temporary = temporaryRootOf(directory);
  if (temporary === undefined) return { path: directory, setting: '`--cache-dir` or LAMBDAZIP_CACHE_DIR' };
  return { path: temporary, setting: host.platform === 'win32' ? 'TEMP' : 'TMPDIR' };
}
