import { type Diagnostic, failure } from '../diagnostics/diagnose.js';
import type { Manifest } from './manifest.js';
import type { ManifestOverrides } from './resolve.js';

export interface ReadManifestOptions {
  /** The file name to use in diagnostics. Its extension determines the format: YAML for .yaml and .yml, otherwise JSON. */
  readonly file?: string | undefined;
  /** Values for declared variables (`--set`). */
  readonly set?: Readonly<Record<string, string>> | undefined;
  readonly overrides?: ManifestOverrides | undefined;
}

/** A manifest with its errors and warnings. It contains everything that could be read. */
export interface ManifestReading {
  readonly manifest: Manifest;
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws `manifest-invalid` (or the code of the finding, for a usage error) if there is an error. */
export function throwIfInvalid(file: string, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  throw failure('manifest-invalid', { file, count: errors.length }, { diagnostics });
}

/** Removes duplicates and sorts by position in the file: settings that many handlers inherit are read many times. */
export function uniqueFindings(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map(diagnostics.map((each) => [JSON.stringify(each), each]));
  return [...seen.values()].sort(
    ({ location: a }, { location: b }) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
