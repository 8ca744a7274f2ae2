import { dirname, isAbsolute, join, relative } from 'pathe';
import { stringify } from 'yaml';
import { type Diagnostic, diagnose } from './diagnostics/diagnostic.js';
import { failure, LambdazipError } from './diagnostics/lambdazip-error.js';
import { decidedVariables, inheritedVariables } from './go/environment.js';
import { type GoPackage, listPackages } from './go/list.js';
import { findGo, type InstalledGo } from './go/toolchain.js';
import { nameHandlers } from './migration/handler-names.js';
import { DirectoryListings } from './plan/directory-listings.js';
import { excludedHandlers } from './plan/excluded-mains.js';
import { manifestPath } from './plan/go-directories.js';
import { fileSystemErrorCode } from './ports/file-system.js';
import { fileSystemReason } from './ports/file-system-reason.js';
import type { Host } from './ports/host.js';
import { readableEntries } from './ports/permitted.js';

export interface InitOptions {
  /** The manifest to write, relative to the working directory; .yaml and .yml give YAML. Default: lambdazip.json. */
  readonly manifest?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface InitReport {
  /** Relative to the working directory. */
  readonly manifest: string;
  readonly handlers: Readonly<Record<string, string>>;
  /** Main packages that use aws-lambda-go and are not in the manifest. */
  readonly warnings: readonly Diagnostic[];
}

const lambdaPackage = 'github.com/aws/aws-lambda-go/lambda';

/**
 * Finds the main packages in and below the manifest's directory that use aws-lambda-go, and writes a manifest
 * of them. Nothing is overwritten.
 *
 * @throws LambdazipError `manifest-exists`, `init-no-handlers`, `manifest-unwritable`, `go-not-found`, `go-unusable`
 */
export async function init(options: InitOptions, host: Host): Promise<InitReport> {
  const { manifest = 'lambdazip.json', signal } = options;
  const path = isAbsolute(manifest) ? manifest : join(host.workingDirectory, manifest);
  const file = relative(host.workingDirectory, path);
  if ((await host.fileSystem.lstat(path)) !== undefined) throw failure('manifest-exists', { file });
  const directory = dirname(path);
  const root = await host.fileSystem.realPath(directory).catch((error: unknown) => {
    throw failure('manifest-unwritable', { file, reason: fileSystemReason(error) }, { cause: error });
  });
  const go = await findGo(host, signal);
  const mains: string[] = [];
  const warnings: Diagnostic[] = [];
  for (const module of await findModules(host, root)) {
    for (const main of await lambdaMains(host, go, { root, module, warnings }, signal)) {
      const place = relative(root, main.directory);
      mains.push(place === '' ? '.' : `./${place}`);
    }
  }
  if (mains.length === 0) {
    const none = failure('init-no-handlers', {
      directory: relative(host.workingDirectory, directory) || '.',
    });
    throw new LambdazipError(none.code, none.message, [...none.diagnostics, ...warnings]);
  }
  const handlers = nameHandlers(mains);
  const text = /\.ya?ml$/i.test(path)
    ? stringify({ handlers })
    : `${JSON.stringify({ handlers }, null, 2)}\n`;
  try {
    await host.fileSystem.writeFile(path, new TextEncoder().encode(text), { exclusive: true });
  } catch (error) {
    if (fileSystemErrorCode(error) === 'EEXIST') throw failure('manifest-exists', { file });
    throw failure('manifest-unwritable', { file, reason: fileSystemReason(error) }, { cause: error });
  }
  return { manifest: file, handlers, warnings };
}

/** The modules in and below a directory; else the one above it. */
async function findModules(host: Host, root: string): Promise<string[]> {
  const modules: string[] = [];
  await walk(root);
  // A directory inside a module is listed by that module, from the directory downwards.
  return modules.includes(root) ? modules : [root, ...modules];

  async function walk(directory: string): Promise<void> {
    for (const { name, kind } of await readableEntries(host.fileSystem, directory)) {
      if (kind === 'file' && name === 'go.mod') modules.push(directory);
      const passedOver = /^[._]/.test(name) || ['testdata', 'vendor', 'node_modules'].includes(name);
      if (kind === 'directory' && !passedOver) await walk(`${directory}/${name}`);
    }
  }
}

interface Search {
  /** The manifest's directory. */
  readonly root: string;
  /** A directory in a module. */
  readonly module: string;
  /** What was found and left out. */
  readonly warnings: Diagnostic[];
}

async function lambdaMains(
  host: Host,
  go: InstalledGo,
  { root, module, warnings }: Search,
  signal: AbortSignal | undefined,
): Promise<GoPackage[]> {
  const settings = {
    architecture: 'arm64',
    microarchitecture: null,
    tags: [],
    ldflags: [],
    gcflags: [],
    strip: true,
    trimpath: true,
    cgo: false,
    pgo: 'off',
    mod: 'readonly',
    work: 'off',
    env: {},
  } as const;
  const machine = { environment: host.environment, goEnv: go.goEnv, windows: host.platform === 'win32' };
  const packages = await listPackages(host, {
    program: go.program,
    workingDirectory: module,
    environment: { ...inheritedVariables(machine, false), ...decidedVariables(settings, 'local') },
    arguments: [],
    patterns: ['./...'],
    signal,
  }).catch((error: unknown) => {
    // Where there is no module, or go refuses it, no handlers are found; the build says why.
    if (signal?.aborted) throw error;
    return [];
  });
  const context = { host, listings: new DirectoryListings(host.fileSystem) };
  const target = { ...settings, goVersion: go.version };
  for (const { directory, excluded } of await excludedHandlers(module, packages, target, context)) {
    const path = manifestPath(directory, { directory: root });
    warnings.push(diagnose('init-excludes', { path, ...excluded }));
  }
  return packages.filter(
    ({ name, imports, dependencies }) =>
      name === 'main' && (imports.includes(lambdaPackage) || dependencies.includes(lambdaPackage)),
  );
}
