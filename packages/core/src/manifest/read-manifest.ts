import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { Location } from '../diagnostics/diagnostic.js';
import { parseByteSize } from './byte-size.js';
import { defaultOutDir } from './defaults.js';
import { likely } from './likely.js';
import type { Manifest } from './manifest.js';
import {
  type ManifestReading,
  type ReadManifestOptions,
  throwIfInvalid,
  uniqueFindings,
} from './manifest-reading.js';
import { parseJson } from './parse-json.js';
import { resolveArchives } from './resolve.js';
import { documentFindings, manifestFindings } from './rules.js';
import { type ManifestInput, manifestSchema } from './schema.js';
import { type Locator, schemaFindings, valueAtPath } from './schema-findings.js';
import { type DocumentPath, type ParsedDocument, setOwn } from './source-map.js';

/**
 * Parses the text of a manifest and checks it.
 *
 * @throws LambdazipError `manifest-invalid` with every error in the text. Errors that only the disk or go can show,
 * such as a missing package, are found by `plan`.
 */
export async function parseManifest(text: string, options: ReadManifestOptions = {}): Promise<Manifest> {
  const { manifest, diagnostics } = await readManifest(text, options);
  throwIfInvalid(manifest.file, diagnostics);
  return manifest;
}

/** Reads a manifest as far as possible. */
export async function readManifest(
  text: string,
  options: ReadManifestOptions = {},
): Promise<ManifestReading> {
  const { file = 'lambdazip.json', set = {}, overrides = {} } = options;
  const format = /\.ya?ml$/i.test(file) ? 'YAML' : 'JSON';
  const parse = format === 'YAML' ? (await import('./parse-yaml.js')).parseYaml : parseJson;
  const document = parse(text.replace(/^\uFEFF/, ''));
  const at = locator(file, document);
  const diagnostics: Diagnostic[] = [];
  for (const problem of document.problems) {
    const location = { file, ...problem.position };
    diagnostics.push(
      problem.kind === 'syntax'
        ? diagnose('manifest-syntax', { format, problem: problem.message }, location)
        : diagnose('manifest-duplicate-key', { key: problem.key, line: problem.first.line }, location),
    );
  }
  const nothing: Manifest = {
    file,
    outDir: defaultOutDir,
    maxCacheSize: null,
    acknowledged: [],
    variables: {},
    archives: [],
  };
  if (document.problems.some(({ kind }) => kind === 'syntax'))
    return { manifest: nothing, diagnostics: limited(diagnostics) };

  const { input, findings, more, pruned } = readLeniently(document.value, at);
  for (const finding of findings) diagnostics.push(finding);
  if (input === undefined) return { manifest: nothing, diagnostics: limited(diagnostics, more) };
  // Handlers that the schema refused were reported, so they do not count as missing.
  const handlersRefused = pruned.some(([first]) => first === 'handlers' || first === 'archives');
  if (!handlersRefused) diagnostics.push(...documentFindings(input, at));

  const variables: Record<string, string> = { ...input.variables };
  const known = Object.keys(variables);
  for (const [name, value] of Object.entries(set)) {
    if (!Object.hasOwn(variables, name)) {
      diagnostics.push(diagnose('variable-unknown', { name, known, likely: likely(name, known) }));
    } else if (value.includes('\0')) {
      diagnostics.push(diagnose('variable-value-invalid', { name }));
    } else {
      setOwn(variables, name, value);
    }
  }
  const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic);
  const manifest: Manifest = {
    file,
    outDir: input.outDir ?? defaultOutDir,
    maxCacheSize: input.cache?.maxSize === undefined ? null : parseByteSize(input.cache.maxSize),
    acknowledged: input.acknowledge ?? [],
    variables,
    archives: resolveArchives(input, { at, variables, overrides, report }),
  };
  for (const finding of manifestFindings(manifest)) diagnostics.push(finding);
  return { manifest, diagnostics: limited(uniqueFindings(diagnostics), more) };
}

/** More findings than anyone reads; each needs a lookup of its line. */
const mostFindings = 200;
const mostReadings = 50;

/** @param more number of findings that are not in the list */
function limited(diagnostics: readonly Diagnostic[], more = 0): readonly Diagnostic[] {
  const count = Math.max(diagnostics.length - mostFindings, 0) + more;
  if (count === 0) return diagnostics;
  return [...diagnostics.slice(0, mostFindings), diagnose('manifest-more-errors', { count })];
}

interface LenientReading {
  readonly input: ManifestInput | undefined;
  readonly findings: readonly Diagnostic[];
  /** How many more there are. */
  readonly more: number;
  readonly pruned: readonly DocumentPath[];
}

// Cuts out what the schema refuses and reads the rest again, so that one error does not hide others.
function readLeniently(document: unknown, at: Locator): LenientReading {
  const pruned: DocumentPath[] = [...pathsWithNul(document)];
  const findings: Diagnostic[] = [];
  let more = 0;
  const add = (make: () => Diagnostic): void => {
    if (findings.length < mostFindings) findings.push(make());
    else more += 1;
  };
  for (const path of pruned) {
    add(() => diagnose('manifest-nul', {}, holdsNul(path.at(-1)) ? at.keyAt(path) : at.valueAt(path)));
  }
  let value = structuredClone(document);
  for (const path of pruned) removeAt(value, path);
  // Each reading goes one level deeper, and a document has few levels.
  for (let readings = 0; readings < mostReadings; readings += 1) {
    const result = manifestSchema.safeParse(value);
    if (result.success) return { input: result.data, findings, more, pruned };
    const found = schemaFindings(result.error.issues, value, at);
    const before = value;
    value = structuredClone(value);
    for (const { diagnostic, prune } of found) {
      const missing = valueAtPath(before, prune) === undefined;
      // Values that are missing only because they were cut out have been reported.
      if (!(missing && valueAtPath(document, prune) !== undefined)) add(diagnostic);
      const path = missing ? prune.slice(0, -1) : prune;
      if (path.length === 0) return { input: undefined, findings, more, pruned };
      pruned.push(path);
      removeAt(value, path);
    }
    if (found.length === 0) break;
  }
  return { input: undefined, findings, more, pruned };
}

function holdsNul(text: unknown): boolean {
  return typeof text === 'string' && text.includes('\0');
}

/** Paths, arguments and environment variables cannot contain a NUL character. */
function pathsWithNul(value: unknown, path: DocumentPath = []): readonly DocumentPath[] {
  if (holdsNul(value) || holdsNul(path.at(-1))) return [path];
  if (value === null || typeof value !== 'object') return [];
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.flatMap(([key, item]) => pathsWithNul(item, [...path, key]));
}

function removeAt(document: unknown, path: DocumentPath): void {
  const parent = valueAtPath(document, path.slice(0, -1));
  const key = path.at(-1);
  if (key === undefined || parent === null || typeof parent !== 'object') return;
  // Removing an item would change the indices of the following items, so the whole list is removed.
  if (Array.isArray(parent)) removeAt(document, path.slice(0, -1));
  else delete (parent as Record<string | number, unknown>)[key];
}

function locator(file: string, document: ParsedDocument): Locator {
  const locate =
    (positionOf: ParsedDocument['keyAt']) =>
    (path: DocumentPath): Location => ({ file, ...positionOf(path) });
  return { keyAt: locate(document.keyAt), valueAt: locate(document.valueAt) };
}
