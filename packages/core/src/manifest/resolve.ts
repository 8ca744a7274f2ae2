import type { EntryMode } from '../archive/entry.js';
import type { BootstrapKind } from '../bootstrap/kinds.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import type { Architecture } from '../lambda/architectures.js';
import { type FlagTool, refusedFlag } from './allowed-flags.js';
import { archiveDefaults, goDefaults, microarchitecturesOf } from './defaults.js';
import { splitFlags } from './flags.js';
import { goEnvProblem } from './go-env.js';
import { type Layout, layouts } from './layouts.js';
import { likely } from './likely.js';
import type { ArchiveSpec, FileSpec, GoSettings, HandlerSpec, HandlerTarget } from './manifest.js';
import type { ArchiveInput, FileInput, GoInput, HandlerInput, ManifestInput } from './schema.js';
import type { Locator } from './schema-findings.js';
import type { DocumentPath } from './source-map.js';
import { expandVariables, longestExpansion } from './variables.js';

/** Values that override the manifest. */
export interface ManifestOverrides {
  readonly architecture?: Architecture | undefined;
  readonly bootstrap?: BootstrapKind | undefined;
  /** Of every archive. */
  readonly layout?: Layout | undefined;
}

/** Collects findings while settings are resolved. */
export interface ResolveContext {
  readonly at: Locator;
  readonly variables: Readonly<Record<string, string>>;
  readonly overrides: ManifestOverrides;
  readonly report: (diagnostic: Diagnostic) => void;
}

/** One level of `go` settings, with its path in the document. */
interface GoLevel {
  readonly path: DocumentPath;
  readonly input: GoInput | undefined;
}

/** The archives of a manifest, with defaults filled in and settings inherited from outer levels. */
export function resolveArchives(input: ManifestInput, context: ResolveContext): ArchiveSpec[] {
  const outer: GoLevel = { path: ['go'], input: input.go };
  if (input.archives === undefined) {
    const { name = archiveDefaults.name, handlers = {}, ...settings } = input;
    return [resolveArchive(name, { ...settings, handlers }, [], [outer], input, context)];
  }
  return Object.entries(input.archives).map(([name, archive]) => {
    const path = ['archives', name];
    const levels: GoLevel[] = [outer, { path: [...path, 'go'], input: archive.go }];
    return resolveArchive(name, archive, path, levels, input, context);
  });
}

function resolveArchive(
  name: string,
  archive: ArchiveInput,
  path: DocumentPath,
  levels: readonly GoLevel[],
  outer: ManifestInput,
  context: ResolveContext,
): ArchiveSpec {
  const { overrides, at } = context;
  const target = {
    layout: overrides.layout ?? archive.layout ?? outer.layout ?? archiveDefaults.layout,
    runtime: archive.runtime ?? outer.runtime ?? archiveDefaults.runtime,
    architecture:
      overrides.architecture ?? archive.architecture ?? outer.architecture ?? archiveDefaults.architecture,
  } as const;
  const handlers = Object.entries(archive.handlers).map(([key, handler]) =>
    resolveHandler(key, handler, [...path, 'handlers', key], target, levels, context),
  );
  reportTargets(handlers, target, path, context);
  const hasFunctions = overrides.layout === undefined || layouts[overrides.layout].sharesProgram;
  return {
    name,
    ...target,
    bootstrap: overrides.bootstrap ?? archive.bootstrap ?? outer.bootstrap ?? archiveDefaults.bootstrap,
    compression: archive.compression ?? outer.compression ?? archiveDefaults.compression,
    handlers,
    files: Object.entries(archive.files ?? {}).map(([key, file]) =>
      resolveFile(key, file, [...path, 'files', key], at),
    ),
    // The caller's layout need not be the one that they were written for.
    functions: Object.entries(hasFunctions ? (archive.functions ?? {}) : {}).map(([key, handler]) => ({
      name: key,
      handler,
      location: at.keyAt([...path, 'functions', key]),
    })),
    location: at.keyAt(path),
  };
}

/** Reports handlers with a target of their own, which some layouts do not support. */
function reportTargets(
  handlers: readonly HandlerSpec[],
  target: Pick<ArchiveSpec, 'layout' | 'runtime' | 'architecture'>,
  path: DocumentPath,
  { at, report }: ResolveContext,
): void {
  const { targetsMayDiffer, sharesProgram } = layouts[target.layout];
  if (targetsMayDiffer) return;
  for (const handler of handlers) {
    for (const setting of ['runtime', 'architecture'] as const) {
      const [value, archive] = [handler[setting], target[setting]];
      if (value === archive) continue;
      const location = at.valueAt([...path, 'handlers', handler.key, setting]);
      const other = sharesProgram ? handlers.find((each) => each[setting] !== value) : undefined;
      report(
        other === undefined
          ? diagnose('setting-not-for-layout', { setting, value, archive }, location)
          : diagnose(
              'multicall-settings-differ',
              { handler: handler.key, other: other.key, setting, value, otherValue: other[setting] },
              location,
            ),
      );
    }
  }
}

function resolveHandler(
  key: string,
  input: HandlerInput,
  path: DocumentPath,
  target: Pick<ArchiveSpec, 'layout' | 'runtime' | 'architecture'>,
  levels: readonly GoLevel[],
  context: ResolveContext,
): HandlerSpec {
  const { at, overrides } = context;
  const object =
    typeof input === 'object' && !Array.isArray(input)
      ? (input as Exclude<HandlerInput, string | string[]>)
      : undefined;
  const value = object === undefined ? (input as string | string[]) : object.package;
  const targetPath = object === undefined ? path : [...path, 'package'];
  const runtime = object?.runtime ?? target.runtime;
  const architecture = overrides.architecture ?? object?.architecture ?? target.architecture;
  return {
    key,
    target: handlerTarget(value),
    module: object?.module ?? '.',
    runtime,
    architecture,
    go: resolveGo([...levels, { path: [...path, 'go'], input: object?.go }], context),
    location: at.keyAt(path),
    targetLocation: at.valueAt(targetPath),
  };
}

function handlerTarget(value: string | readonly string[]): HandlerTarget {
  return typeof value === 'string' ? { kind: 'package', pattern: value } : { kind: 'files', files: value };
}

function resolveFile(key: string, input: FileInput, path: DocumentPath, at: Locator): FileSpec {
  const { source, mode } = typeof input === 'string' ? { source: input, mode: undefined } : input;
  return {
    key,
    source,
    mode: modes[mode ?? '0644'],
    location: at.keyAt(path),
    sourceLocation: at.valueAt(typeof input === 'string' ? path : [...path, 'source']),
  };
}

const modes = { '0644': 0o644, '0755': 0o755 } as const satisfies Record<string, EntryMode>;

/** Each setting is taken from the innermost level that has it; `env` is merged from all levels, by name. */
function resolveGo(levels: readonly GoLevel[], context: ResolveContext): GoSettings {
  const pick = <Key extends keyof GoInput>(key: Key): NonNullable<GoInput[Key]> | undefined =>
    levels.findLast((level) => level.input?.[key] !== undefined)?.input?.[key] ?? undefined;
  const cgo = pick('cgo') ?? goDefaults.cgo;
  return {
    version: pick('version')?.replace(/^go/, '') ?? goDefaults.version,
    tags: pick('tags') ?? goDefaults.tags,
    ldflags: flagsOf(levels, 'ldflags', cgo, context),
    gcflags: flagsOf(levels, 'gcflags', cgo, context),
    norpc: pick('norpc') ?? goDefaults.norpc,
    strip: pick('strip') ?? goDefaults.strip,
    cgo,
    trimpath: pick('trimpath') ?? goDefaults.trimpath,
    ...microarchitecturesOf(pick),
    pgo: pick('pgo') ?? goDefaults.pgo,
    mod: pick('mod') ?? goDefaults.mod,
    work: pick('work') ?? goDefaults.work,
    env: environmentOf(levels, cgo, context),
  };
}

function flagsOf(
  levels: readonly GoLevel[],
  key: 'ldflags' | 'gcflags',
  cgo: boolean,
  context: ResolveContext,
): readonly string[] {
  const level = levels.findLast((each) => each.input?.[key] !== undefined);
  const value = level?.input?.[key];
  if (level === undefined || value === undefined) return goDefaults[key];
  const place = [...level.path, key];
  let templates: readonly string[];
  if (typeof value === 'string') {
    const split = splitFlags(value);
    if (split.kind === 'malformed') {
      const location = context.at.valueAt(place);
      context.report(diagnose('flags-malformed', { flags: value, reason: split.reason }, location));
      return [];
    }
    templates = split.flags;
  } else {
    templates = value;
  }
  let isComplete = true;
  const reporting: ResolveContext = {
    ...context,
    report: (diagnostic) => {
      isComplete = false;
      context.report(diagnostic);
    },
  };
  // Variables are expanded after splitting, so that a value always stays inside its flag.
  const expand =
    key === 'ldflags' ? (text: string) => expanded(text, place, reporting) : (text: string) => text;
  const given = templates.map(expand).filter((flag) => !isUnquotable(flag, place, reporting));
  // Without its variables, a flag could be refused for the wrong reason.
  const refused = isComplete ? refusedFlag(tools[key], given, cgo) : undefined;
  if (refused === undefined) return given;
  context.report(diagnose('go-flag-refused', { setting: key, ...refused }, context.at.valueAt(place)));
  return [];
}

const tools = { ldflags: 'link', gcflags: 'compile' } as const satisfies Record<string, FlagTool>;

function isUnquotable(flag: string, place: DocumentPath, context: ResolveContext): boolean {
  if (!(/[\s]/.test(flag) || /^['"]/.test(flag)) || !(flag.includes("'") && flag.includes('"'))) return false;
  const reason = 'a flag contains both kinds of quotes and white space';
  context.report(diagnose('flags-malformed', { flags: flag, reason }, context.at.valueAt(place)));
  return true;
}

function environmentOf(
  levels: readonly GoLevel[],
  cgo: boolean,
  context: ResolveContext,
): Readonly<Record<string, string>> {
  const environment = new Map<string, string>();
  for (const { path, input } of levels) {
    for (const [name, value] of Object.entries(input?.env ?? {})) {
      const place = [...path, 'env', name];
      const text = expanded(value, place, context);
      const problem = goEnvProblem(name, text, cgo);
      if (problem === undefined) environment.set(name, text);
      else context.report(diagnose('go-env-reserved', problem, context.at.keyAt(place)));
    }
  }
  return Object.fromEntries(environment);
}

function expanded(text: string, place: DocumentPath, { variables, at, report }: ResolveContext): string {
  const expansion = expandVariables(text, variables);
  switch (expansion.kind) {
    case 'text':
      return expansion.text;
    case 'malformed':
      report(diagnose('variable-malformed', { text }, at.valueAt(place)));
      return text;
    case 'too-long':
      report(diagnose('variable-too-long', { limit: longestExpansion }, at.valueAt(place)));
      return '';
    case 'undeclared':
      for (const name of expansion.names) {
        const values = { name, likely: likely(name, Object.keys(variables)) };
        report(diagnose('variable-undeclared', values, at.valueAt(place)));
      }
      return text;
    default:
      return expansion satisfies never;
  }
}
