import { fileSystemErrorCode } from './file-system.js';
import type { Host } from './host.js';
import { temporaryRootOf } from './temporary-directory.js';

/** Whether a file system error means that the disk, or the user's quota, is full. */
export function isDiskFull(error: unknown): boolean {
  const code = fileSystemErrorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

// The system's own message at the end of a line, as passed on by go, the linker, the C compiler and git. In the
// middle of a line it may be a quotation from source code.
const words: readonly (readonly [text: RegExp, reason: string])[] = [
  [/(?:^|: )(?:no space left on device|there is not enough space on the disk)[.)\s]*$/i, 'the disk is full'],
  [/(?:^|: )disk quota exceeded[.)\s]*$/i, 'disk quota exceeded'],
];

/** The line of a program's output that reports a full disk, with the reason as text; undefined if no line does. */
export function diskFullLine(output: string): { readonly line: string; readonly reason: string } | undefined {
  for (const line of output.split(/\r?\n/)) {
    for (const [text, reason] of words) if (text.test(line)) return { line, reason };
  }
  return undefined;
}

/** A directory on a disk that may be full, and the setting that changes it, for a message. */
export interface Disk {
  readonly path: string;
  readonly setting: string;
}

/** The disk of a directory of lambdazip: its cache, or a temporary one. */
export function ownDisk(host: Pick<Host, 'platform'>, directory: string): Disk {
  const temporary = temporaryRootOf(directory);
  if (temporary === undefined) return { path: directory, setting: '`--cache-dir` or LAMBDAZIP_CACHE_DIR' };
  return { path: temporary, setting: host.platform === 'win32' ? 'TEMP' : 'TMPDIR' };
}
