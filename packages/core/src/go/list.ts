import { failure } from '../diagnostics/diagnose.js';
import type { Host } from '../ports/host.js';
import { goList, type ListCall, type ListedPackage, type ListFields, type ListFlags } from './go-list.js';
import { machineFailure } from './machine-failure.js';

/** A package as reported by `go list`. */
export interface GoPackage {
  readonly importPath: string;
  /** Absolute; empty if the package does not exist. */
  readonly directory: string;
  /** The name in the package clause; empty if it could not be read. */
  readonly name: string;
  /** The files that are built for the target, in go's order. */
  readonly goFiles: readonly string[];
  /** The import paths of all packages that it depends on; empty unless requested. */
  readonly dependencies: readonly string[];
  readonly error: string | null;
}

/**
 * Lists packages; a missing or broken package has an `error`.
 *
 * @throws LambdazipError `go-list-failed` if go cannot list any package (for example because of a broken go.mod),
 * `go-too-old`
 */
export async function listPackages(
  host: Pick<Host, 'platform' | 'processes' | 'temporaryDirectory'>,
  call: ListCall,
): Promise<GoPackage[]> {
  const fields = ['ImportPath', 'Dir', 'Name', 'GoFiles', 'CgoFiles', 'Deps', 'Error'] as const;
  const listed = await listOrThrow(host, call, ['-e'], fields);
  // A failed download is an error of the package that imports the module.
  const errors = listed.map(({ Error: error }) => error?.Err ?? '').join('\n');
  const machine = machineFailure(host, errors, call.environment);
  if (machine !== undefined) throw machine;
  return listed.map((each) => ({
    importPath: each.ImportPath ?? '',
    directory: (each.Dir ?? '').replaceAll('\\', host.platform === 'win32' ? '/' : '\\'),
    name: each.Name ?? '',
    goFiles: [...(each.GoFiles ?? []), ...(each.CgoFiles ?? [])],
    dependencies: each.Deps ?? [],
    error: each.Error?.Err === undefined ? null : [each.Error.Pos, each.Error.Err].filter(Boolean).join(': '),
  }));
}

/**
 * Runs `go list`.
 *
 * @throws LambdazipError `go-list-failed`, `go-too-old`, or a code for a failure of the environment
 */
export async function listOrThrow(
  host: Pick<Host, 'platform' | 'processes' | 'temporaryDirectory'>,
  call: ListCall,
  flags: ListFlags,
  fields: ListFields,
): Promise<readonly ListedPackage[]> {
  const listing = await goList(host, call, flags, fields);
  if (listing.kind === 'listed') return listing.packages;
  const { output } = listing;
  throw (
    machineFailure(host, output, call.environment) ??
    tooOld(output) ??
    failure('go-list-failed', { directory: call.workingDirectory, output })
  );
}

/** An error if go reports that the module needs a newer go; undefined otherwise. */
export function tooOld(output: string): ReturnType<typeof failure> | undefined {
  const match = /(\S+) requires go >= (\S+) \(running go (\S+?)[;)]/.exec(output);
  if (match === null) return undefined;
  const [, what = 'a module', needed = '', found = ''] = match;
  return failure('go-too-old', { needed, found, why: `${what} requires it` });
}
