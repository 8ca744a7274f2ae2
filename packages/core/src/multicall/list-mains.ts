import { relative } from 'pathe';
import { compareStrings } from '../bytes/compare.js';
import { type Diagnostic, diagnose, failure } from '../diagnostics/diagnose.js';
import type { Location } from '../diagnostics/diagnostic.js';
import type { ListedPackage } from '../go/go-list.js';
import { type GoMain, type GoRun, generatedName, type MainSources, type Multicall } from '../go/go-run.js';
import { listOrThrow } from '../go/list.js';
import { goEnvironment, listCall } from '../go/run-command.js';
import { compareGoVersions } from '../go/versions.js';
import type { Host } from '../ports/host.js';
import { embeddedSource } from './embedded-sources.js';
import { findMainSymbol } from './main-symbols.js';
import { existing, overlaidPaths } from './overlaid-paths.js';
import { type Packages, refuseDifferentDebug, refuseUnfit, slashesOf } from './unfit-mains.js';

/** What to find out about main packages that become one program. */
export interface MulticallRequest {
  /** A run with one program, whose main packages are to be joined. */
  readonly run: GoRun;
  readonly functions: Multicall['functions'];
  /** The location of a handler's main package in the manifest. */
  readonly locationOf: (handler: string) => Location;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly signal: AbortSignal | undefined;
}

const fields = [
  'ImportPath',
  'Dir',
  'Name',
  'Standard',
  'Deps',
  'Imports',
  'GoFiles',
  'IgnoredGoFiles',
  'EmbedPatterns',
  'CgoFiles',
  'CFiles',
  'CXXFiles',
  'MFiles',
  'FFiles',
  'SFiles',
  'SwigFiles',
  'SwigCXXFiles',
  'SysoFiles',
  'TestGoFiles',
  'XTestGoFiles',
  'DefaultGODEBUG',
  'Error',
] as const;

/** The first release whose runtime initializes packages in an order that the gate can rely on. */
const oldest = '1.21';

/**
 * Lists the main packages of a run with their dependencies, and returns what go needs to link them into one program.
 * Reports everything that keeps them from being one; null if there is anything.
 *
 * @throws LambdazipError `go-list-failed`, `go-too-old`
 */
export async function listMulticall(request: MulticallRequest, host: Host): Promise<Multicall | null> {
  const { run, functions, locationOf, signal } = request;
  const { module, settings, toolchain } = run;
  const mains = run.programs.flatMap((program) => program.mains);
  let isPossible = true;
  const refuse = (diagnostic: Diagnostic): void => {
    isPossible = false;
    request.report(diagnostic);
  };
  if (compareGoVersions(toolchain.version, oldest) < 0) {
    refuse(
      diagnose('multicall-go-unsupported', { version: toolchain.version, problem: 'too-old', reason: '' }),
    );
    return null;
  }
  if (module.path === 'main' && mains.some(({ importPath }) => importPath === 'main')) {
    const file = relative(host.workingDirectory, `${module.root}/go.mod`);
    refuse(diagnose('multicall-module-main', { file }));
    return null;
  }
  // Profiles of main packages are not used, and would list each package once for each of them.
  const pgo = settings.pgo === 'auto' ? 'off' : settings.pgo;
  const call = listCall({ ...run, settings: { ...settings, pgo } }, signal);
  const patterns = mains.flatMap((main) => main.arguments);
  const [listed, root] = await Promise.all([
    listOrThrow(host, { ...call, patterns }, ['-e', '-deps'], fields),
    goRoot(run, host, signal),
  ]);
  const packages = new Map(listed.map((each) => [each.ImportPath ?? '', each]));
  refuseUnfit({ mains, packages, run, locationOf, refuse }, host);
  refuseDifferentDebug(mains, packages, locationOf, refuse);
  const symbol = await findMainSymbol(listed, host);
  if (symbol !== undefined) {
    const { importPath, path } = symbol;
    const file = relative(host.workingDirectory, path);
    refuse(diagnose('multicall-main-symbol', { package: importPath, file, symbol: symbol.symbol }));
  }
  const sources = mains.map(({ importPath }) => sourcesOf(packages.get(importPath)));
  const generated = {
    importPath: module.path === '' ? generatedName : `${module.path}/${generatedName}`,
    directory: `${module.root}/${generatedName}`,
  };
  const embedded = embeddedSource(packages, overlaidPaths({ run, sources, root, generated }), host);
  if (embedded !== undefined) {
    const [file, by] = [embedded.path, embedded.directory].map(
      (path) => relative(host.workingDirectory, path) || '.',
    );
    const values = {
      package: embedded.importPath,
      pattern: embedded.pattern,
      file: file ?? '',
      directory: by ?? '',
    };
    refuse(diagnose('multicall-source-embedded', values));
  }
  for (const path of await existing(run, root, generated, host)) {
    refuse(diagnose('multicall-directory-exists', { path: relative(host.workingDirectory, path) }));
  }
  await reportProfiles(request, mains, host);
  if (!isPossible) return null;
  const first = packages.get(mains[0]?.importPath ?? '');
  return {
    ...generated,
    sources,
    gated: gatedPackages(mains, packages),
    usesFlag: mains.some(({ importPath }) => packages.get(importPath)?.Deps?.includes('flag') === true),
    debug: (first?.DefaultGODEBUG ?? '').split(',').filter((setting) => setting !== ''),
    functions,
    root,
  };
}

function sourcesOf(found: ListedPackage | undefined): MainSources {
  const isTest = (name: string): boolean => name.endsWith('_test.go');
  const ignored = found?.IgnoredGoFiles ?? [];
  return {
    goFiles: found?.GoFiles ?? [],
    ignoredFiles: ignored.filter((name) => !isTest(name)),
    testFiles: [...(found?.TestGoFiles ?? []), ...(found?.XTestGoFiles ?? []), ...ignored.filter(isTest)],
  };
}

/** The packages outside the standard library that some main packages do not need. */
function gatedPackages(mains: readonly GoMain[], packages: Packages): Multicall['gated'] {
  const needed = new Map<string, number[]>();
  for (const [index, { importPath }] of mains.entries()) {
    for (const path of [importPath, ...(packages.get(importPath)?.Deps ?? [])]) {
      if (packages.get(path)?.Standard === true) continue;
      const known = needed.get(path);
      if (known === undefined) needed.set(path, [index]);
      else known.push(index);
    }
  }
  return [...needed]
    .filter(([, indexes]) => indexes.length < mains.length)
    .map(([importPath, indexes]) => ({ importPath, mains: indexes }))
    .sort((a, b) => compareStrings(a.importPath, b.importPath));
}

async function reportProfiles(
  { run, report }: MulticallRequest,
  mains: readonly GoMain[],
  host: Host,
): Promise<void> {
  if (run.settings.pgo !== 'auto') return;
  for (const { directory, handlers } of mains) {
    const path = `${directory}/default.pgo`;
    if ((await host.fileSystem.stat(path))?.kind !== 'file') continue;
    const profile = relative(host.workingDirectory, path);
    report(diagnose('multicall-profile-ignored', { profile, handlers: [...handlers] }));
  }
}

/** The GOROOT of the release that compiles. */
async function goRoot(run: GoRun, host: Host, signal: AbortSignal | undefined): Promise<Multicall['root']> {
  const { program } = run.toolchain;
  const { exitCode, standardOutput, standardError } = await host.processes.run({
    argv: [program, 'env', 'GOROOT'],
    workingDirectory: run.module.root,
    environment: goEnvironment(run),
    signal,
  });
  const slashed = slashesOf(host);
  const path = slashed(standardOutput.trim());
  if (exitCode !== 0 || path === '') {
    throw failure('go-unusable', { program, output: standardError.trim() || 'no GOROOT' });
  }
  const cache = slashed(run.machine.variables.GOMODCACHE ?? '');
  const real = (each: string): Promise<string> => host.fileSystem.realPath(each).catch(() => each);
  const isInModuleCache =
    cache !== '' && (path.startsWith(`${cache}/`) || (await real(path)).startsWith(`${await real(cache)}/`));
  return { path, isInModuleCache };
}
