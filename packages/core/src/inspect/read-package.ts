import { relative, resolve } from 'pathe';
import { base64Of } from '../bytes/base64.js';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { failure } from '../diagnostics/diagnose.js';
import { quotas } from '../lambda/quotas.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';

/** A file that may be a package for Lambda. */
export interface PackageFile {
  /** Relative to the working directory. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** null if the file is larger than Lambda's package limit. */
  readonly content: PackageContent | null;
}

export interface PackageContent {
  readonly bytes: Uint8Array;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The same in base64, as Lambda shows it. */
  readonly codeSha256: string;
}

/** Bytes. A zip is at most slightly larger than its files: deflate adds 5 bytes per 16,383, and each entry has headers. */
const largestPackage = quotas.unzippedSize + 16 * 1024 * 1024;

/**
 * Reads a package from disk, unless it is larger than Lambda's package limit.
 *
 * @throws LambdazipError `archive-unreadable`
 */
export async function readPackage(
  path: string,
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
): Promise<PackageFile> {
  const absolute = resolve(host.workingDirectory, path);
  const file = relative(host.workingDirectory, absolute) || '.';
  const unreadable = (reason: string, cause?: unknown) =>
    failure('archive-unreadable', { file, reason }, { cause });
  const info = await host.fileSystem.stat(absolute).catch((error: unknown) => {
    throw unreadable(fileSystemReason(error), error);
  });
  if (info === undefined) throw unreadable('no such file');
  if (info.kind === 'directory') throw unreadable('it is a directory');
  if (info.kind !== 'file') throw unreadable('not a regular file');
  if (info.size > largestPackage) return { path: file, size: info.size, content: null };
  const bytes = await host.fileSystem.readFile(absolute).catch((error: unknown) => {
    throw unreadable(fileSystemReason(error), error);
  });
  const digest = sha256Of(bytes);
  const content = { bytes, sha256: hexOf(digest), codeSha256: base64Of(digest) };
  return { path: file, size: bytes.length, content };
}
