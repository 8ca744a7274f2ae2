import type { Architecture, Layout, Location } from '@lambdazip/core/internal';
import {
  lambdaDefaultArchitecture,
  layouts,
  likely,
  type Runtime,
  retiredRuntimes,
} from '@lambdazip/core/internal';
import { dirname, join } from 'pathe';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import { parameterAt } from '../sources/edits/template-parameter.js';
import { valuesOf } from '../sources/resolved-values.js';
import { functionSources } from '../sources/sources.js';
import type { Resolved, Setting, WrittenFunction, WrittenTemplate } from '../sources/template-function.js';
import { type FunctionHandler, handlersByName } from './function-names.js';

/** An archive of the manifest. */
export interface ExpectedArchive {
  readonly name: string;
  /** Relative to the project's root. */
  readonly path: string;
  readonly layout: Layout;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  readonly isBuilt: boolean;
  /** `functions` of the manifest: handlers by the names of functions. Default: none. */
  readonly functions?: readonly FunctionHandler[];
  /** Only one if the function may have any Handler. */
  readonly handlers: readonly { readonly name: string; readonly location: Location }[];
}

/** The settings a function needs to match its archive, if only one fix is possible. */
export interface DriftFix {
  readonly template: WrittenTemplate;
  readonly function: WrittenFunction;
  readonly archive: ExpectedArchive;
}

export interface Drift {
  readonly findings: readonly MigrationDiagnostic[];
  readonly fixes: readonly DriftFix[];
}

/**
 * Finds differences between templates and a manifest. A function is compared with the archive its code comes from, or else
 * with the one that has its handler. Functions with other runtimes, images, and values that are not known from the files
 * are skipped.
 *
 * @param archives every archive of the manifest
 */
export function findDrift(
  templates: readonly WrittenTemplate[],
  archives: readonly ExpectedArchive[],
): Drift {
  const findings: MigrationDiagnostic[] = [];
  const fixes: DriftFix[] = [];
  const used = new Set<ExpectedArchive['handlers'][number]>();
  const named = new Map<ExpectedArchive, Location>();
  for (const template of templates) {
    for (const each of template.functions) {
      const archive = archiveOf(template, each, archives, named);
      const found = functionFindings(template, each, archive, used);
      findings.push(...found.findings);
      if (archive !== undefined && found.isFixable) fixes.push({ template, function: each, archive });
    }
  }
  for (const archive of archives) {
    const place = named.get(archive);
    if (place !== undefined && !archive.isBuilt) {
      findings.push(diagnose('drift-archive-not-built', { archive: archive.path }, place));
    }
    for (const handler of archive.handlers) {
      if (used.has(handler)) continue;
      const values = { handler: handler.name, archive: archive.name };
      findings.push(diagnose('drift-handler-unused', values, handler.location));
    }
  }
  return { findings, fixes };
}

/** The archive of a function's code, or else the only archive that has its handler. */
function archiveOf(
  template: WrittenTemplate,
  each: WrittenFunction,
  archives: readonly ExpectedArchive[],
  named: Map<ExpectedArchive, Location>,
): ExpectedArchive | undefined {
  const path = codePath(template, each);
  const own = archives.find((archive) => archive.path === path);
  if (own !== undefined) {
    if (!named.has(own)) named.set(own, codeLocation(each));
    return own;
  }
  if (!startsBootstrap(each)) return undefined;
  const handler = knownValue(each.handler?.value);
  const holding = archives.filter((archive) =>
    archive.handlers.some(
      ({ name }) => name === handler || (layouts[archive.layout].isHandlerFree && name === each.id),
    ),
  );
  return holding.length === 1 ? holding[0] : undefined;
}

function functionFindings(
  template: WrittenTemplate,
  each: WrittenFunction,
  archive: ExpectedArchive | undefined,
  used: Set<ExpectedArchive['handlers'][number]>,
): { readonly findings: readonly MigrationDiagnostic[]; readonly isFixable: boolean } {
  const { id } = each;
  const findings: MigrationDiagnostic[] = [];
  let isFixable = false;
  const retired = settledValues(each.runtime).find((value) => Object.hasOwn(retiredRuntimes, value));
  if (retired !== undefined) {
    findings.push(diagnose('drift-go1x', { id, runtime: retired }, each.runtime?.location));
    isFixable = true;
  }
  if (archive === undefined) return { findings, isFixable: false };
  const handler = knownValue(each.handler?.value);
  // The code in S3 may not be the archive, so the function only counts as a user of the handler.
  const isStored = each.code.kind === 's3';
  const match = layouts[archive.layout].isHandlerFree
    ? archive.handlers[0]
    : archive.handlers.find(({ name }) => name === handler);
  if (match !== undefined) used.add(match);
  const byName = match === undefined ? handlersByName(archive.functions ?? [], each) : [];
  for (const named of archive.handlers) if (byName.includes(named.name)) used.add(named);
  if (isStored) return { findings, isFixable: false };
  if (match === undefined && handler !== undefined && byName.length === 0) {
    const names = archive.handlers.map(({ name }) => name);
    const hasFunctions = (archive.functions ?? []).length > 0;
    const values = {
      id,
      handler,
      archive: archive.name,
      likely: likely(handler, names) ?? null,
      hasFunctions,
    };
    findings.push(diagnose('drift-handler-missing', values, each.handler?.location));
    return { findings, isFixable: false };
  }
  const path = codePath(template, each);
  if (path !== archive.path && path !== undefined) {
    const values = { id, handler: handler ?? id, found: path, expected: archive.path };
    findings.push(diagnose('drift-archive-path', values, codeLocation(each)));
    isFixable = true;
  }
  const otherRuntime = settledValues(each.runtime).find(
    (value) => value !== archive.runtime && !Object.hasOwn(retiredRuntimes, value),
  );
  if (otherRuntime !== undefined) {
    const values = { id, found: otherRuntime, expected: archive.runtime };
    findings.push(diagnose('drift-runtime', values, each.runtime?.location));
    isFixable = true;
  }
  const architectures = effectiveArchitectures(each);
  if (architectures !== undefined && !architectures.every((value) => value === archive.architecture)) {
    const values = { id, found: architectures.join(' and '), expected: archive.architecture };
    const place = each.architectures ?? each.inheritedArchitectures;
    findings.push(diagnose('drift-architecture', values, place?.location ?? each.location));
    isFixable = true;
  }
  // Compared with the archive that has its handler; whether its code is that archive is unknown.
  return { findings, isFixable: isFixable && path !== undefined };
}

function codeLocation({ code, location }: WrittenFunction): Location {
  return code.kind === 'local' ? code.path.location : location;
}

function startsBootstrap(each: WrittenFunction): boolean {
  return valuesOf(each.runtime?.value).some((value) => value === 'go1.x' || value.startsWith('provided'));
}

/** Relative to the project's root; undefined if the code is not a local file. */
function codePath(template: WrittenTemplate, { code }: WrittenFunction): string | undefined {
  if (code.kind === 'service') return dirname(template.file);
  const path = code.kind === 'local' ? knownValue(code.path.value) : undefined;
  return path === undefined ? undefined : join(dirname(template.file), path).replace(/\/$/, '');
}

/** The architectures that Lambda would receive; undefined if unknown. SAM joins the lists of Globals and the function. */
function effectiveArchitectures(each: WrittenFunction): readonly string[] | undefined {
  const { architectures: own, inheritedArchitectures: inherited, format } = each;
  const settings = functionSources[format].joinsArchitectures ? [inherited, own] : [own ?? inherited];
  const values = settings.flatMap((setting) => setting?.values ?? []);
  if (values.some(({ kind }) => kind === 'unknown')) return undefined;
  const all = settings.flatMap((setting) =>
    (setting?.values ?? []).flatMap((value) => settledValues(setting && { value, sites: setting.sites })),
  );
  return all.length === 0 ? [lambdaDefaultArchitecture] : [...new Set(all)];
}

/**
 * The possible values of a setting unless the deployment overrides them: of a parameter, only the default, not its other
 * allowed values.
 */
function settledValues(setting: Pick<Setting, 'value' | 'sites'> | null): readonly string[] {
  if (setting === null) return [];
  const { value, sites } = setting;
  return valuesOf(value).filter((text) => {
    const own = sites.filter((site) => site.value === text).map((site) => parameterAt(site));
    return (
      own.length === 0 || own.some((each) => each === null || each.role === 'default' || !each.hasDefault)
    );
  });
}

function knownValue(value: Resolved | undefined): string | undefined {
  return value?.kind === 'known' ? value.value : undefined;
}
