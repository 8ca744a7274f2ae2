import { failure } from '../diagnostics/diagnose.js';
import type { InstalledGo } from '../go/toolchain.js';
import { executableNames } from '../ports/find-program.js';
import type { Host } from '../ports/host.js';

export interface ToolchainRequest {
  /** A directory that only the rebuild uses; absolute. */
  readonly root: string;
  readonly installed: InstalledGo;
  /** Values of GOTOOLCHAIN such as `go1.26.8`; `local` is the installed release and is skipped. */
  readonly selections: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Go releases that a rebuild unpacked itself. */
export interface VerifiedToolchains {
  /** The go command by the value of GOTOOLCHAIN. */
  readonly programs: ReadonlyMap<string, string>;
  /** Removes them. Never rejects. */
  readonly remove: () => Promise<void>;
}

/**
 * Unpacks Go releases into a separate module cache. `go mod verify` does not check toolchains, and go does not check an
 * unpacked one before it starts it. Unpacking makes go compare the zip with the checksum database.
 *
 * @throws LambdazipError `go-toolchain-unavailable`
 */
export async function verifiedToolchains(
  host: Pick<Host, 'environment' | 'platform' | 'processes' | 'temporaryDirectory'>,
  { root, installed, selections, signal }: ToolchainRequest,
): Promise<VerifiedToolchains> {
  const programs = new Map<string, string>();
  const { GOMODCACHE: shared = '', GOPROXY: proxies = '' } = installed.goEnv;
  const environment = {
    ...host.environment,
    ...installed.goEnv,
    GOENV: 'off',
    GOFLAGS: '',
    GOWORK: 'off',
    GOMODCACHE: `${root}/toolchains`,
    // Reuse zips that are already downloaded.
    GOPROXY: shared === '' ? proxies : `${fileAddress(shared, host)},${proxies}`,
  };
  const run = (words: readonly string[], selection: string) =>
    host.processes.run({
      argv: [installed.program, ...words],
      workingDirectory: host.temporaryDirectory,
      environment: { ...environment, GOTOOLCHAIN: selection },
      signal,
    });
  const remove = async (): Promise<void> => {
    // go makes the directories of toolchains read-only, so let go remove them.
    if (programs.size > 0) await run(['clean', '-modcache'], 'local').catch(() => undefined);
  };
  const [name = 'go'] = executableNames('go', host.platform);
  for (const selection of new Set(selections)) {
    if (selection === 'local') continue;
    const { exitCode, standardOutput, standardError } = await run(['env', 'GOROOT'], selection);
    const goRoot = standardOutput.trim().replaceAll('\\', host.platform === 'win32' ? '/' : '\\');
    if (exitCode !== 0 || goRoot === '') {
      await remove();
      const output = standardError.trim();
      throw failure('go-toolchain-unavailable', { version: selection.replace(/^go/, ''), output });
    }
    programs.set(selection, `${goRoot}/bin/${name}`);
  }
  return { programs, remove };
}

function fileAddress(cache: string, { platform }: Pick<Host, 'platform'>): string {
  const path = platform === 'win32' ? `/${cache.replaceAll('\\', '/')}` : cache;
  return `file://${encodeURI(path)}/cache/download`;
}
