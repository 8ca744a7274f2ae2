import { dirname } from 'pathe';
import { failure } from '../diagnostics/diagnose.js';
import type { Host } from '../ports/host.js';
import { withPath } from './output-failure.js';
import { temporaryPath } from './temporary-name.js';

/**
 * Checks in advance whether files can be written to a directory, which may not exist yet, and leaves nothing behind.
 * Rejects with `output-not-writable`, `disk-full` or `output-write-failed`.
 *
 * @param targets files to write in the directory: if something exists at their paths, it must be a file
 */
export async function checkOutputWritable(
  host: Pick<Host, 'fileSystem' | 'processId' | 'randomToken'>,
  directory: string,
  targets: readonly string[] = [],
): Promise<void> {
  for (const path of [directory, ...targets.map((target) => dirname(target))]) {
    await withPath(path, () => probe(host, path));
  }
  for (const path of targets) await withPath(path, () => refuseDirectory(host, path));
}

async function probe(
  host: Pick<Host, 'fileSystem' | 'processId' | 'randomToken'>,
  directory: string,
): Promise<void> {
  const { fileSystem } = host;
  let nearest = directory;
  while ((await fileSystem.stat(nearest)) === undefined && dirname(nearest) !== nearest) {
    // A directory cannot be created at a dangling link.
    if ((await fileSystem.lstat(nearest)) !== undefined) break;
    nearest = dirname(nearest);
  }
  if ((await fileSystem.stat(nearest))?.kind !== 'directory') {
    throw failure('output-not-writable', { path: directory, reason: `${nearest} is not a directory` });
  }
  const file = temporaryPath(host, `${nearest}/lambdazip`);
  try {
    await fileSystem.writeFile(file, new Uint8Array(0), { exclusive: true });
  } finally {
    await fileSystem.remove(file);
  }
}

export async function refuseDirectory(host: Pick<Host, 'fileSystem'>, path: string): Promise<void> {
  const found = await host.fileSystem.lstat(path);
  if (found?.kind !== 'directory') return;
  throw failure('output-not-writable', { path, reason: 'it is a directory' });
}
