import { type Diagnostic, failure } from '../diagnostics/diagnose.js';
import type { Manifest } from './manifest.js';
import type { ManifestOverrides } from './resolve.js';

export interface ReadManifestOptions {
  /** The manifest's file, as diagnostics are to name it. Its ending decides: .yaml and .yml are YAML, all else JSON. */
  readonly file?: string | undefined;
  /** Values for declared variables (`--set`). */
  readonly set?: Readonly<Record<string, string>> | undefined;
  readonly overrides?: ManifestOverrides | undefined;
}

/** A manifest, and all that is wrong with it: what could be read stands in the manifest all the same. */
export interface ManifestReading {
  readonly manifest: Manifest;
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws `manifest-invalid` (or the finding's own code, where the call is at fault) if there is an error. */
export function throwIfInvalid(file: string, diagnostics: readonly Diagnostic[]): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return;
  throw failure('manifest-invalid', { file, count: errors.length }, { diagnostics });
}

/** The same finding once, in the order of the file: settings that many handlers inherit are read many times. */
export function uniqueFindings(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map(diagnostics.map((each) => [JSON.stringify(each), each]));
  return [...seen.values()].sort(
    ({ location: a }, { location: b }) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
