import type { Host } from '../ports/host.js';
import { goObjects } from './json-output.js';

export interface ListCall {
  readonly program: string;
  /** The directory of the module. */
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The arguments shared with `go build`, and others such as `-find` (packages without their dependencies). */
  readonly arguments: readonly string[];
  readonly patterns: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Fields that list the files a package is built from. */
export const fileFields = [
  'GoFiles',
  'CgoFiles',
  'CFiles',
  'CXXFiles',
  'MFiles',
  'HFiles',
  'FFiles',
  'SFiles',
  'SwigFiles',
  'SwigCXXFiles',
  'SysoFiles',
  'EmbedFiles',
] as const;

/** A package as printed by `go list -json`, without fields that are empty or were not requested. */
export type ListedPackage = { readonly [Field in (typeof fileFields)[number]]?: readonly string[] } & {
  readonly ImportPath?: string;
  readonly Dir?: string;
  readonly Name?: string;
  readonly Standard?: boolean;
  readonly Deps?: readonly string[];
  readonly Imports?: readonly string[];
  readonly IgnoredGoFiles?: readonly string[];
  readonly EmbedPatterns?: readonly string[];
  readonly TestGoFiles?: readonly string[];
  readonly XTestGoFiles?: readonly string[];
  /** Go 1.21 or newer; only for main packages. */
  readonly DefaultGODEBUG?: string;
  readonly Module?: ModuleFields & { readonly Replace?: ModuleFields };
  readonly Error?: { readonly Err?: string; readonly Pos?: string };
};

interface ModuleFields {
  readonly Path?: string;
  readonly Version?: string;
}

export type Listing =
  | { readonly kind: 'listed'; readonly packages: readonly ListedPackage[] }
  /** go could not list any package (for example because of a broken go.mod); `output` is what it printed. */
  | { readonly kind: 'refused'; readonly output: string };

/** `-e`: packages that are missing or broken are listed with their error; `-deps`: dependencies are listed as well. */
export type ListFlags = readonly ('-e' | '-deps')[];

export type ListFields = readonly (keyof ListedPackage)[];

/**
 * Runs `go list`.
 *
 * @throws LambdazipError `go-unusable`
 */
export async function goList(
  host: Pick<Host, 'processes'>,
  call: ListCall,
  flags: ListFlags,
  fields: ListFields,
): Promise<Listing> {
  const { program, workingDirectory, environment, patterns, signal } = call;
  const result = await host.processes.run({
    argv: [program, 'list', ...flags, `-json=${fields.join(',')}`, ...call.arguments, '--', ...patterns],
    workingDirectory,
    environment,
    signal,
  });
  return result.exitCode === 0
    ? { kind: 'listed', packages: parseListOutput(program, result.standardOutput) }
    : { kind: 'refused', output: result.standardError.trim() || `exit status ${result.exitCode}` };
}

/**
 * Parses the output of `go list -json`. A package that is compiled with the profile of a main package has an import
 * path such as `example.com/lib [example.com/cmd/a]`. The source is the same, so the suffix is removed here, and the
 * variants of a package are merged.
 *
 * @throws LambdazipError `go-unusable`
 */
export function parseListOutput(program: string, text: string): ListedPackage[] {
  const packages = new Map<string, ListedPackage>();
  for (const listed of goObjects<ListedPackage>(program, text)) {
    const path = withoutVariant(listed.ImportPath ?? '');
    const known = packages.get(path);
    packages.set(path, {
      ...listed,
      ...(listed.ImportPath === undefined ? {} : { ImportPath: path }),
      ...merged('Deps', known, listed),
      ...merged('Imports', known, listed),
    });
  }
  return [...packages.values()];
}

/** An import path without the suffix for a main package's profile. */
function withoutVariant(importPath: string): string {
  return importPath.replace(/ \[[^\]]*\]$/, '');
}

function merged(
  field: 'Deps' | 'Imports',
  known: ListedPackage | undefined,
  listed: ListedPackage,
): Pick<ListedPackage, 'Deps' | 'Imports'> {
  const paths = [...(known?.[field] ?? []), ...(listed[field] ?? [])];
  if (known?.[field] === undefined && listed[field] === undefined) return {};
  return { [field]: [...new Set(paths.map(withoutVariant))] };
}
