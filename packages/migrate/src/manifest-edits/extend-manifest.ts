import {
  archiveDefaults,
  fillWildcards,
  type GoInput,
  type HandlerInput,
  hasWildcard,
  type ManifestInput,
  manifestSchema,
  matchWildcards,
  parseJson,
  parseYaml,
  sortedRecord,
} from '@lambdazip/core/internal';
import { diagnose, failure, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import {
  archiveValue,
  fileValue,
  handlerValue,
  type ManifestArchive,
  type ManifestContent,
  packageName,
} from './manifest-content.js';
import { insertValues, type ManifestAddition } from './manifest-insertion.js';

export interface ManifestExtension {
  /** Unchanged if nothing is missing. */
  readonly text: string;
  readonly findings: readonly MigrationDiagnostic[];
}

/** What prevents an addition, and where. */
interface Conflict {
  readonly path: readonly string[];
  readonly finding:
    | {
        readonly code: 'migrate-manifest-conflict';
        readonly what: string;
        readonly present: string;
        readonly found: string;
      }
    | { readonly code: 'migrate-manifest-archives'; readonly archive: string; readonly present: string };
}

interface Extension {
  readonly additions: readonly ManifestAddition[];
  readonly conflicts: readonly Conflict[];
}

/**
 * Adds missing handlers (with their settings), files, variables and archives to a manifest. Everything else stays the same,
 * byte for byte. Existing keys with a different value are reported and not changed.
 *
 * @param file its name in messages; .yaml and .yml are YAML, everything else JSON with comments
 * @throws LambdazipError `manifest-invalid` if the text is not a manifest
 */
export function extendManifest(text: string, file: string, content: ManifestContent): ManifestExtension {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const plain = text.slice(mark.length);
  const document = /\.ya?ml$/i.test(file) ? parseYaml(plain) : parseJson(plain);
  const { success, data: input } = manifestSchema.safeParse(document.value);
  if (!success || document.problems.length > 0) {
    throw failure('manifest-invalid', { file, count: Math.max(1, document.problems.length) });
  }
  const extensions = content.archives.map((archive) => extendArchive(archive, input, content));
  const additions = extensions.flatMap((each) => each.additions);
  const used = JSON.stringify(additions);
  for (const [name, value] of Object.entries(sortedRecord(content.variables ?? {}))) {
    if (!Object.hasOwn(input.variables ?? {}, name) && used.includes(`\${${name}}`))
      additions.push({ path: ['variables', name], value });
  }
  const findings = extensions
    .flatMap(({ conflicts }) => conflicts)
    .map(({ path, finding }) => {
      const location = { file, ...document.keyAt(path) };
      if (finding.code === 'migrate-manifest-archives') {
        const { code, archive, present } = finding;
        return diagnose(code, { archive, present }, location);
      }
      const { code, what, present, found } = finding;
      return diagnose(code, { what, present, found }, location);
    });
  return { text: mark + insertValues(plain, file, additions), findings };
}

/** The missing parts of an archive that is in the manifest; the whole archive if it is not. */
function extendArchive(archive: ManifestArchive, input: ManifestInput, content: ManifestContent): Extension {
  const isSingle = input.archives === undefined;
  const name = input.name ?? archiveDefaults.name;
  if (isSingle && archive.name !== name) {
    const finding = { code: 'migrate-manifest-archives', archive: archive.name, present: name } as const;
    return { additions: [], conflicts: [{ path: ['handlers'], finding }] };
  }
  const path = isSingle ? [] : ['archives', archive.name];
  const { archives = {} } = input;
  const known = Object.hasOwn(archives, archive.name) ? archives[archive.name] : undefined;
  const present = isSingle ? input : known;
  if (present === undefined) {
    const { runtime = content.runtime ?? archiveDefaults.runtime } = archive;
    const { architecture = content.architecture ?? archiveDefaults.architecture } = archive;
    const value = {
      ...(runtime === (input.runtime ?? archiveDefaults.runtime) ? {} : { runtime }),
      ...(architecture === (input.architecture ?? archiveDefaults.architecture) ? {} : { architecture }),
      ...archiveValue(archive, missingSettings(content.go, [input.go]), input.layout),
    };
    return { additions: [{ path, value }], conflicts: [] };
  }
  const layout = present.layout ?? input.layout ?? archiveDefaults.layout;
  if (layout !== archive.layout) {
    const values = {
      what: `layout of archive ${archive.name}`,
      present: layout,
      found: archive.layout,
    };
    return {
      additions: [],
      conflicts: [{ path, finding: { code: 'migrate-manifest-conflict', ...values } }],
    };
  }
  const go = missingSettings(content.go, [input.go, isSingle ? undefined : present.go]);
  const handlers = extendHandlers(archive.handlers, present.handlers ?? {}, [...path, 'handlers'], go);
  const files = extendFiles(archive, present.files ?? {}, [...path, 'files']);
  return {
    additions: [...handlers.additions, ...files.additions],
    conflicts: [...handlers.conflicts, ...files.conflicts],
  };
}

function extendHandlers(
  wanted: ManifestArchive['handlers'],
  present: Readonly<Record<string, HandlerInput>>,
  path: readonly string[],
  go: GoInput,
): Extension {
  const additions: ManifestAddition[] = [];
  const conflicts: Conflict[] = [];
  for (const [key, handler] of Object.entries(sortedRecord(wanted))) {
    const found = packageName(handler);
    const there = Object.hasOwn(present, key) ? present[key] : undefined;
    if (there !== undefined) {
      const written = packageName(there);
      if (isSamePackage(written, found)) continue;
      const values = { what: `handler ${key}`, present: written, found };
      conflicts.push({ path: [...path, key], finding: { code: 'migrate-manifest-conflict', ...values } });
    } else if (!isCovered(key, found, present)) {
      additions.push({ path: [...path, key], value: handlerValue(withGo(handler, go)) });
    }
  }
  return { additions, conflicts };
}

function extendFiles(
  { files = {} }: ManifestArchive,
  present: NonNullable<ManifestInput['files']>,
  path: readonly string[],
): Extension {
  const additions: ManifestAddition[] = [];
  const conflicts: Conflict[] = [];
  for (const [key, file] of Object.entries(sortedRecord(files))) {
    const there = Object.hasOwn(present, key) ? present[key] : undefined;
    const [found, written] = [file, there].map((each) =>
      typeof each === 'object' ? each.source : (each ?? ''),
    );
    if (there === undefined) {
      additions.push({ path: [...path, key], value: fileValue(file) });
    } else if (written !== found) {
      const values = { what: `file ${key}`, present: written ?? '', found: found ?? '' };
      conflicts.push({ path: [...path, key], finding: { code: 'migrate-manifest-conflict', ...values } });
    }
  }
  return { additions, conflicts };
}

/** Whether a wildcard of the manifest matches the handler and gives the same package. */
function isCovered(key: string, found: string, present: Readonly<Record<string, HandlerInput>>): boolean {
  return Object.entries(present).some(([pattern, handler]) => {
    const parts = hasWildcard(pattern) ? matchWildcards(pattern, key) : undefined;
    return parts !== undefined && isSamePackage(fillWildcards(packageName(handler), parts), found);
  });
}

/** An import path is compared by its last directories, because only go knows its module. */
function isSamePackage(present: string, found: string): boolean {
  if (present === found) return true;
  return !present.startsWith('.') && found.startsWith('./') && present.endsWith(found.slice(1));
}

/** The settings of `go` that are not set on any of the levels. */
function missingSettings(go: GoInput | undefined, levels: readonly (GoInput | undefined)[]): GoInput {
  const present: GoInput = Object.assign({}, ...levels);
  return Object.fromEntries(
    Object.entries(go ?? {}).filter(
      ([key, value]) => JSON.stringify(present[key as keyof GoInput]) !== JSON.stringify(value),
    ),
  );
}

function withGo(handler: HandlerInput, go: GoInput): HandlerInput {
  if (Object.keys(go).length === 0) return handler;
  const own = typeof handler === 'string' || Array.isArray(handler) ? { package: handler } : handler;
  return { ...own, go: { ...go, ...own.go } };
}
