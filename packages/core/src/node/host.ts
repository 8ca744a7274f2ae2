import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { availableParallelism, hostname, tmpdir } from 'node:os';
import { failure } from '../diagnostics/diagnose.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import { nodeClock } from './clock.js';
import { defaultCacheDirectory } from './default-cache-directory.js';
import { openDeflatePool } from './deflate-pool.js';
import { nodeFileSystem } from './file-system.js';
import { nodeProcessRunner } from './process-runner.js';
import { withSlashes } from './slashes.js';
import { nodeWatchDirectories } from './watch-directories.js';

/**
 * This machine. Overrides also apply to the other properties: the environment determines the default cache directory.
 *
 * @throws LambdazipError `working-directory-missing`
 */
export function nodeHost(overrides: Partial<Host> = {}): Host {
  const platform = overrides.platform ?? currentPlatform();
  const environment = overrides.environment ?? currentEnvironment();
  const temporaryDirectory = overrides.temporaryDirectory ?? withSlashes(tmpdir());
  return {
    fileSystem: nodeFileSystem(),
    processes: nodeProcessRunner(),
    clock: nodeClock,
    watchDirectories: nodeWatchDirectories,
    openDeflater: (options) => openDeflatePool(options),
    processors: availableParallelism(),
    userId: platform === 'win32' ? undefined : process.geteuid?.(),
    processId: process.pid,
    hostName: hostname(),
    processSpace: processSpace(),
    isAlive,
    randomToken: () => randomBytes(16).toString('hex'),
    defaultCacheDirectory: defaultCacheDirectory(platform, environment),
    ...overrides,
    workingDirectory: overrides.workingDirectory ?? currentDirectory(),
    platform,
    environment,
    temporaryDirectory,
  };
}

/** @throws LambdazipError `working-directory-missing` */
function currentDirectory(): string {
  try {
    return withSlashes(process.cwd());
  } catch (error) {
    throw failure('working-directory-missing', { reason: fileSystemReason(error) }, { cause: error });
  }
}

function currentPlatform(): Host['platform'] {
  const { platform } = process;
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other';
}

function currentEnvironment(): Readonly<Record<string, string>> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

// Each container numbers its processes from 1, and containers may share a directory and even a host name.
function processSpace(): string {
  if (process.platform !== 'linux') return hostname();
  try {
    const kernel = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${kernel} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function isAlive(processId: number): boolean {
  if (!Number.isSafeInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
  } catch (error) {
    // EPERM: it is alive, but belongs to a different user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !isZombie(processId);
}

// A killed process that its parent has not reaped (common in containers) still accepts signals.
function isZombie(processId: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const status = readFileSync(`/proc/${processId}/stat`, 'utf8');
    const state = status.charAt(status.lastIndexOf(')') + 2);
    return state === 'Z' || state === 'X';
  } catch {
    return false;
  }
}
