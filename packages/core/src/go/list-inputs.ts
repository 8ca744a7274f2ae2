import { failure } from '../diagnostics/diagnose.js';
import type { Host } from '../ports/host.js';
import { fileFields, type ListCall } from './go-list.js';
import { goObjects } from './json-output.js';
import { listOrThrow } from './list.js';

/** A package outside the standard library that go would build. */
export interface NeededPackage {
  readonly importPath: string;
  /** The path of its module as required in go.mod; empty if it is not in a module. */
  readonly module: string;
  /** Whether it is built from the user's own files, not from the module cache. */
  readonly isLocal: boolean;
  /** Absolute. */
  readonly directory: string;
  /** All files that go reads in it, including embedded ones, relative to the directory. */
  readonly files: readonly string[];
  readonly embeddedFiles: readonly string[];
  /** Whether a C compiler reads files of it. go does not know which other files those include. */
  readonly usesC: boolean;
  /** The import paths of all packages that it depends on, directly or indirectly. */
  readonly dependencies: readonly string[];
  /** The import paths of its direct imports. */
  readonly imports: readonly string[];
}

/** A package that go would build from the user's own files. */
export type LocalPackage = NeededPackage & { readonly isLocal: true };

/**
 * Lists all packages that the patterns depend on, except those in the standard library.
 *
 * @param moduleCache GOMODCACHE, whose contents are pinned by go.sum; empty if go has none
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

/** The references of a go.mod or go.work to other directories. */
interface EditedModule {
  readonly Replace?:
    | readonly { readonly New?: { readonly Path?: string; readonly Version?: string } }[]
    | null;
  readonly Use?: readonly { readonly DiskPath?: string }[] | null;
}

/**
 * The directories of other modules that a go.mod (`replace`) or go.work (`use`, `replace`) names, as written there.
 * go reads their go.mod files even if none of their packages is needed.
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
