import { dirname, isAbsolute, join, relative } from 'pathe';
import { stringify } from 'yaml';
import { type Diagnostic, diagnose, failure, failureOf } from '../diagnostics/diagnose.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { listPackages } from '../go/list.js';
import { defaultMod } from '../go/module.js';
import { goMachine, listCall } from '../go/run-command.js';
import { findGo, type InstalledGo, ownToolchain } from '../go/toolchain.js';
import { DirectoryListings } from '../main-packages/directory-listings.js';
import { excludedHandlers } from '../main-packages/excluded-mains.js';
import { manifestPath } from '../main-packages/go-directories.js';
import type { ImportsOf } from '../main-packages/handler-rule.js';
import type { MainPackage } from '../main-packages/main-packages.js';
import { type ProjectPackages, readPackages } from '../main-packages/main-packages.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import { isInside } from '../project/project-boundary.js';
import { listProject, projectFileLimit, TooManyFiles } from '../project/project-files.js';
import { findProjectRoot } from '../project/project-root.js';
import { archiveDefaults, buildSettings, goDefaults } from './defaults.js';
import { nameHandlers } from './handler-names.js';

/** The options of `init`. */
export interface InitOptions {
  /** The manifest to write, relative to the working directory; .yaml and .yml select YAML. Default: lambdazip.json. */
  readonly manifest?: string | undefined;
  /** Stops the work, leaving no child process and no partial file. Default: no signal. */
  readonly signal?: AbortSignal | undefined;
}

/** The manifest that was written. */
export interface InitReport {
  /** Relative to the working directory. */
  readonly manifest: string;
  readonly handlers: Readonly<Record<string, string>>;
  /** Main packages that use aws-lambda-go but are not in the manifest. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Finds the main packages in and below the manifest's directory that use aws-lambda-go, directly or through packages of
 * the project, and writes a manifest for them. Never overwrites a file.
 *
 * @throws LambdazipError `manifest-exists`, `init-no-handlers`, `manifest-unwritable`, `go-not-found`, `go-unusable`,
 * `go-list-failed`, `go-sum-missing`, `go-too-old`, `template-project-too-large`
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
  // A handler may call lambda.Start through a package of the module that is not below the manifest.
  const top = await findProjectRoot(host, root, []);
  const packages = await packagesOf(host, top, signal);
  for (const [module, handlers] of handlersByModule(packages.mains, top, root)) {
    const search = { root, module, warnings, importsOf: packages.importsOf };
    const listed = await mainDirectories(host, go, search, signal);
    for (const directory of handlers.filter((each) => listed.has(each))) {
      const place = relative(root, directory);
      mains.push(place === '' ? '.' : `./${place}`);
    }
  }
  if (mains.length === 0) {
    const none = diagnose('init-no-handlers', {
      directory: relative(host.workingDirectory, directory) || '.',
    });
    throw failureOf(none, [none, ...warnings]);
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

/** The directories of the handlers in and below a directory, by the directory of their module. All paths are absolute. */
function handlersByModule(
  mains: readonly MainPackage[],
  top: string,
  root: string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { directory, module, importsLambda } of mains) {
    if (!importsLambda || module === null) continue;
    const [path, place] = [join(top, directory), join(top, module)];
    if (!isInside(path, root)) continue;
    found.set(place, [...(found.get(place) ?? []), path]);
  }
  return found;
}

interface Search {
  /** The manifest's directory. */
  readonly root: string;
  /** A directory of a module. */
  readonly module: string;
  /** Main packages that were left out. */
  readonly warnings: Diagnostic[];
  readonly importsOf: ImportsOf;
}

async function packagesOf(
  host: Pick<Host, 'fileSystem' | 'workingDirectory'>,
  top: string,
  signal: AbortSignal | undefined,
): Promise<ProjectPackages> {
  try {
    return await readPackages(await listProject(host, top, signal));
  } catch (error) {
    if (!(error instanceof TooManyFiles)) throw error;
    const directory = relative(host.workingDirectory, top) || '.';
    throw failure('template-project-too-large', { directory, limit: projectFileLimit });
  }
}

/** The directories of the main packages of a module that go builds for Lambda, as absolute paths. */
async function mainDirectories(
  host: Host,
  go: InstalledGo,
  { root, module, warnings, importsOf }: Search,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  // Same settings as a build with the new manifest; a profile does not affect which packages exist.
  const settings = buildSettings(goDefaults, archiveDefaults.architecture, {
    pgo: 'off',
    mod: await defaultMod(host.fileSystem, module, 'off'),
    work: 'off',
  });
  const machine = goMachine(host, go, settings.cgo);
  const call = listCall({ module: { root: module }, settings, toolchain: ownToolchain(go), machine }, signal);
  const packages = await listPackages(host, {
    ...call,
    arguments: ['-find', ...call.arguments],
    patterns: ['./...'],
  }).catch((error: unknown) => {
    const output = error instanceof LambdazipError && error.code === 'go-list-failed' ? error.message : '';
    throw /go\.sum entry|updates to go\.mod needed/.test(output)
      ? failure('go-sum-missing', { message: output, workspace: null }, { cause: error })
      : error;
  });
  const context = { host, listings: new DirectoryListings(host.fileSystem) };
  const wanted = { ...settings, goVersion: go.version };
  for (const { directory, excluded } of await excludedHandlers(
    module,
    packages,
    wanted,
    importsOf,
    context,
  )) {
    const path = manifestPath(directory, { directory: root });
    warnings.push(diagnose('init-excludes', { path, ...excluded.exclusion }));
  }
  return new Set(packages.filter(({ name }) => name === 'main').map(({ directory }) => directory));
}
