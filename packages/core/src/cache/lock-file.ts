import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';

/** Who holds a lock: the content of its file. */
export interface LockHolder {
  readonly processId: number;
  readonly hostName: string;
  /** See {@link Host.processSpace}. */
  readonly processSpace: string;
  /** Names this one acquisition; never used again. */
  readonly token: string;
}

/** A lock file as it was read. */
export interface LockFile {
  /** The holder's token, or what tells an unreadable file from others. */
  readonly token: string;
  /** undefined where the file does not hold what a lock holds: its writer was killed, or is still writing. */
  readonly holder: LockHolder | undefined;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** This process as the holder of a lock yet to be had. */
export function newHolder(
  host: Pick<Host, 'hostName' | 'processId' | 'processSpace' | 'randomToken'>,
): LockHolder {
  const { processId, hostName, processSpace } = host;
  return { processId, hostName, processSpace, token: host.randomToken() };
}

/**
 * Creates the lock file with its content in one step; false where one stands already. Rejects with a file
 * system error.
 */
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
    // A link fails where something stands, and brings the whole content at once.
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
  // Whoever found it while it was still empty may have taken it for the remains of a killed process.
  return await isHeldBy(host, path, holder);
}

// What a file system without hard links answers. Where EPERM or EACCES means what it says, the attempt
// without a link gives it again.
const withoutLinks: ReadonlySet<string> = new Set([
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EINVAL',
  'EMLINK',
]);

/** Whether the lock file is there and is this holder's. */
export async function isHeldBy(
  host: Pick<Host, 'fileSystem'>,
  path: string,
  holder: LockHolder,
): Promise<boolean> {
  return (await readLockFile(host, path))?.token === holder.token;
}

/** The lock file as it stands; undefined where there is none. */
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
    // Windows refuses to read what is just being removed.
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
    // The token becomes part of a path.
    return /^[0-9a-f]{8,64}$/.test(token) ? { processId, hostName, processSpace, token } : undefined;
  } catch {
    return undefined;
  }
}
