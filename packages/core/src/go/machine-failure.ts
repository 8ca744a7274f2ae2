import { failure } from '../diagnostics/diagnose.js';
import type { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { type Disk, diskFullLine, ownDisk } from '../ports/disk-full.js';
import type { Host } from '../ports/host.js';

/**
 * What go, or a program that it started, says of the machine, as an error: a full disk, with the directory and what
 * moves it, or a cache of go's that cannot be used. undefined if the output says nothing of that.
 *
 * @param environment what go was started with
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
  // GOTMPDIR is of lambdazip's cache: <cache>/link/v1/<key>.work, and what go links comes to stand next to it.
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
  // $WORK, paths relative to it, and the linker's messages without a path: all are of GOTMPDIR.
  const meant = named ?? (own ? { ...ownDisk(host, own), path: own } : disks.at(-1));
  const { path, setting } = meant ?? { path: host.temporaryDirectory, setting: temporary };
  const inTemporary = ownDisk(host, path);
  return inTemporary.path === path ? { path, setting } : inTemporary;
}
