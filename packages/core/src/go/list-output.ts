import { goObjects } from './json-output.js';

/** Fields of `go list -json` that hold import paths. */
interface WithImportPaths {
  readonly ImportPath?: string;
  readonly Deps?: readonly string[];
  readonly Imports?: readonly string[];
}

/**
 * Reads the output of `go list -json`. A package that is compiled with the profile of a main package has an import path
 * such as `example.com/lib [example.com/cmd/a]`. The source is the same, so the suffix is removed here, and the variants of
 * a package become one.
 *
 * @throws LambdazipError `go-unusable`
 */
export function parseListOutput<Listed extends WithImportPaths>(program: string, text: string): Listed[] {
  const packages = new Map<string, Listed>();
  for (const listed of goObjects<Listed>(program, text)) {
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

/** An import path without the main package whose profile the package is compiled with. */
function withoutVariant(importPath: string): string {
  return importPath.replace(/ \[[^\]]*\]$/, '');
}

function merged(
  field: 'Deps' | 'Imports',
  known: WithImportPaths | undefined,
  listed: WithImportPaths,
): Pick<WithImportPaths, 'Deps' | 'Imports'> {
  const paths = [...(known?.[field] ?? []), ...(listed[field] ?? [])];
  if (known?.[field] === undefined && listed[field] === undefined) return {};
  return { [field]: [...new Set(paths.map(withoutVariant))] };
}
