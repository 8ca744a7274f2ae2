import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';

/** The holder of a lock: the content of the lock file. */
export interface LockHolder {
  readonly processId: number;
  readonly hostName: string;
  /** See {@link Host.processSpace}. */
  readonly processSpace: string;
  /** Identifies this acquisition; never reused. */
  readonly token: string;
}

/** A lock file that was read. */
export interface LockFile {
  /** The holder's token, or a value that distinguishes an unreadable file from others. */
  readonly token: string;
  /** undefined if the content is not valid: its writer was killed, or is still writing. */
  readonly holder: LockHolder | undefined;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** This process as the holder of a new lock. */
export function newHolder(
  host: Pick<Host, 'hostName' | 'processId' | 'processSpace' | 'randomToken'>,
): LockHolder {
  const { processId, hostName, processSpace } = host;
  return { processId, hostName, processSpace, token: host.randomToken() };
}

/** Creates the lock file with its content in one step; false if it already exists. Rejects with a file system error. */
export async function createLockFile(
  host: Pick<Host, 'fileSystem' | 'randomToken'>,
  path: string,
  holder: LockHolder,
): Promise<boolean> {
  const { fileSystem } = host;
  const content = new TextEncoder().encode(JSON.stringify(holder));
  const temporary = `${path}.${host.randomToken()}.tmp`;
  try {
    await fileSystem.writeFile(temporary, content, { exclusive: true });
    // Linking fails if the path exists, and makes the whole content visible at once.
    await fileSystem.link(temporary, path);
    return true;
  } catch (error) {
    const code = fileSystemErrorCode(error) ?? '';
    if (code === 'EEXIST') return await isHeldBy(host, path, holder);
    if (!withoutLinks.has(code)) throw error;
  } finally {
    await fileSystem.remove(temporary).catch(() => undefined);
  }
  try {
    await fileSystem.writeFile(path, content, { exclusive: true });
  } catch (error) {
    if (fileSystemErrorCode(error) !== 'EEXIST') throw error;
  }
  // A process that saw the file while it was empty may have taken it for the leftover of a killed process.
  return await isHeldBy(host, path, holder);
}

// Error codes of file systems without hard links. If EPERM or EACCES has its usual meaning, the attempt without a
// link fails with it again.
const withoutLinks: ReadonlySet<string> = new Set([
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EINVAL',
  'EMLINK',
]);

/** Whether the lock file exists and belongs to this holder. */
export async function isHeldBy(
  host: Pick<Host, 'fileSystem'>,
  path: string,
  holder: LockHolder,
): Promise<boolean> {
  return (await readLockFile(host, path))?.token === holder.token;
}

/** Reads the lock file; undefined if it does not exist. */
export async function readLockFile(
  host: Pick<Host, 'fileSystem'>,
  path: string,
): Promise<LockFile | undefined> {
  const info = await host.fileSystem.lstat(path);
  if (info === undefined) return undefined;
  let text: string;
  try {
    text = new TextDecoder().decode(await host.fileSystem.readFile(path));
  } catch (error) {
    if (fileSystemErrorCode(error) === 'ENOENT') return undefined;
    // Windows refuses to read a file that is being removed.
    text = '';
  }
  const holder = parseHolder(text);
  const token = holder?.token ?? `unreadable-${info.size}-${Math.floor(info.modified)}`;
  return { token, holder, modified: info.modified };
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const { processId, hostName, processSpace, token } = JSON.parse(text) as Record<string, unknown>;
    if (typeof processId !== 'number' || typeof hostName !== 'string') return undefined;
    if (typeof processSpace !== 'string' || typeof token !== 'string') return undefined;
    // The token is used in a path.
    return /^[0-9a-f]{8,64}$/.test(token) ? { processId, hostName, processSpace, token } : undefined;
  } catch {
    return undefined;
  }
}
