import { failure } from '../diagnostics/diagnose.js';
import type { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { type Disk, diskFullLine, ownDisk } from '../ports/disk-full.js';
import type { Host } from '../ports/host.js';

/**
 * Detects failures of the environment in the output of go or a program that it started: a full disk (with its
 * directory and the setting that changes it), or an unusable go cache. undefined if it reports no such failure.
 *
 * @param environment the environment that go was started with
 */
export function machineFailure(
  host: Pick<Host, 'platform' | 'temporaryDirectory'>,
  output: string,
  environment: Readonly<Record<string, string>>,
): LambdazipError | undefined {
  const full = diskFullLine(output);
  if (full !== undefined) {
    const { path, setting } = diskOf(host, full.line, environment);
    return failure('disk-full', { path, setting, reason: full.reason }, { cause: new Error(full.line) });
  }
  const [, reason] = unusableCache.exec(output) ?? [];
  return reason === undefined ? undefined : failure('go-cache-unusable', { reason });
}

const unusableCache =
  /^(?:go: )?(failed to initialize build cache at .*|build cache is (?:required|disabled).*|module cache not found: .*|could not create module cache: .*)$/m;

function diskOf(
  host: Pick<Host, 'platform' | 'temporaryDirectory'>,
  line: string,
  environment: Readonly<Record<string, string>>,
): Disk {
  const { GOCACHE, GOMODCACHE, GOTMPDIR } = environment;
  const temporary = host.platform === 'win32' ? 'TEMP' : 'TMPDIR';
  // GOTMPDIR is in lambdazip's cache: <cache>/link/v1/<key>.work, next to the directory that go links into.
  const own = GOTMPDIR?.replace(/\/link\/v1\/[^/]*$/, '');
  const disks: Disk[] = [
    ...(GOMODCACHE ? [{ path: GOMODCACHE, setting: 'GOMODCACHE' }] : []),
    ...(GOCACHE ? [{ path: GOCACHE, setting: 'GOCACHE' }] : []),
    ...(own ? [{ ...ownDisk(host, own), path: own }] : []),
    { path: host.temporaryDirectory, setting: temporary },
  ];
  const text = line.replaceAll('\\', '/');
  const named = disks
    .filter(({ path }) => text.includes(path.replaceAll('\\', '/')))
    .sort((one, other) => other.path.length - one.path.length)[0];
  // $WORK, paths relative to it, and linker messages without a path all refer to GOTMPDIR.
  const meant = named ?? (own ? { ...ownDisk(host, own), path: own } : disks.at(-1));
  const { path, setting } = meant ?? { path: host.temporaryDirectory, setting: temporary };
  const inTemporary = ownDisk(host, path);
  return inTemporary.path === path ? { path, setting } : inTemporary;
}
