import { failure } from '../diagnostics/diagnose.js';
import type { Host } from '../ports/host.js';
import { fileFields, type ListCall } from './go-list.js';
import { goObjects } from './json-output.js';
import { listOrThrow } from './list.js';

/** A package that go would build, outside of the standard library. */
export interface NeededPackage {
  readonly importPath: string;
  /** The path of its module as go.mod requires it; empty where it is in none. */
  readonly module: string;
  /** Whether it is built from files of the user's own: it is not in the module cache. */
  readonly isLocal: boolean;
  /** Absolute. */
  readonly directory: string;
  /** Everything that go reads in it, relative to the directory; embedded files are among them. */
  readonly files: readonly string[];
  readonly embeddedFiles: readonly string[];
  /** Whether a C compiler reads files of it: which others those include, go does not know. */
  readonly usesC: boolean;
  /** The import paths of all packages that it needs. */
  readonly dependencies: readonly string[];
  /** Those that it imports itself. */
  readonly imports: readonly string[];
}

/** A package that go would build from files of the user's own. */
export type LocalPackage = NeededPackage & { readonly isLocal: true };

/**
 * Asks go for all packages that the patterns need, but for those of the standard library.
 *
 * @param moduleCache GOMODCACHE: what is in it is pinned by go.sum; empty if go has none
 * @throws LambdazipError `go-list-failed`, `go-too-old`
 */
export async function listNeededPackages(
  host: Pick<Host, 'platform' | 'processes' | 'temporaryDirectory'>,
  call: ListCall,
  moduleCache: string,
): Promise<NeededPackage[]> {
  const fields = ['ImportPath', 'Dir', 'Standard', 'Module', 'Deps', 'Imports', ...fileFields] as const;
  const packages = await listOrThrow(host, call, ['-deps'], fields);
  const slashes = (path: string): string => path.replaceAll('\\', host.platform === 'win32' ? '/' : '\\');
  return packages
    .map((listed) => ({ listed, directory: slashes(listed.Dir ?? '') }))
    .filter(({ listed, directory }) => listed.Standard !== true && directory !== '')
    .map(({ listed, directory }) => ({
      importPath: listed.ImportPath ?? '',
      module: listed.Module?.Path ?? '',
      isLocal: moduleCache === '' || !directory.startsWith(`${slashes(moduleCache)}/`),
      directory,
      files: fileFields.flatMap((field) => listed[field] ?? []),
      embeddedFiles: listed.EmbedFiles ?? [],
      usesC: (listed.CgoFiles ?? []).length > 0 || (listed.SwigFiles ?? []).length > 0,
      dependencies: listed.Deps ?? [],
      imports: listed.Imports ?? [],
    }));
}

/** What a go.mod or go.work says of other directories. */
interface EditedModule {
  readonly Replace?:
    | readonly { readonly New?: { readonly Path?: string; readonly Version?: string } }[]
    | null;
  readonly Use?: readonly { readonly DiskPath?: string }[] | null;
}

/**
 * The directories of other modules that a go.mod (`replace`) or go.work (`use`, `replace`) names, as written there.
 * go reads their go.mod files also where no package of theirs is needed.
 *
 * @throws LambdazipError `go-list-failed`
 */
export async function listNamedModules(
  host: Pick<Host, 'processes'>,
  call: Pick<ListCall, 'program' | 'workingDirectory' | 'environment' | 'signal'>,
  file: 'go.mod' | 'go.work',
): Promise<string[]> {
  const result = await host.processes.run({
    argv: [call.program, file === 'go.mod' ? 'mod' : 'work', 'edit', '-json', file],
    workingDirectory: call.workingDirectory,
    environment: call.environment,
    signal: call.signal,
  });
  if (result.exitCode !== 0) {
    throw failure('go-list-failed', {
      directory: call.workingDirectory,
      output: result.standardError.trim(),
    });
  }
  const [edited = {}] = goObjects<EditedModule>(call.program, result.standardOutput);
  const replaced = (edited.Replace ?? [])
    .filter((each) => (each.New?.Version ?? '') === '')
    .map((each) => each.New?.Path ?? '');
  const used = (edited.Use ?? []).map((each) => each.DiskPath ?? '');
  return [...replaced, ...used].filter((path) => path !== '');
}
