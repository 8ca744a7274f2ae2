import type { GoInput, HandlerInput, HandlerTarget } from '@lambdazip/core/internal';
import { isWithin, matchWildcards } from '@lambdazip/core/internal';
import { dirname, join } from 'pathe';
import { stringify } from 'yaml';
import { type ArchiveLayout, manifestTarget } from '../decide/archive-layout.js';
import { type BuildLineSettings, buildSettingsOf } from '../decide/build-settings-of.js';
import type { Decided } from '../decide/handler-keys.js';
import { diagnose, type MigrationDiagnostic } from '../diagnostics/diagnose.js';
import {
  extendManifest,
  type ManifestArchive,
  type ManifestContent,
  makeManifest,
} from '../manifest-edits/manifest-text.js';
import type { Obstacles } from '../obstacles/find-obstacles.js';
import type { FileChange } from './file-changes.js';
import type { KnownManifest } from './known-manifest.js';
import type { TemplateChangesRequest } from './template-changes.js';

export interface ManifestChangeRequest extends TemplateChangesRequest {
  /** Relative to the project's root. */
  readonly manifest: string;
  /** undefined if it does not exist. */
  readonly known: KnownManifest | undefined;
  readonly decided: readonly Decided[];
  readonly layout: ArchiveLayout;
  readonly obstacles: Obstacles;
}

export interface ManifestChange {
  /** One, or none if nothing is missing. */
  readonly changes: readonly FileChange[];
  readonly findings: readonly MigrationDiagnostic[];
}

/** The new manifest, or the changes to an existing one. */
export function manifestChange(request: ManifestChangeRequest): ManifestChange {
  const { manifest: path, known, decided, layout, display } = request;
  if (decided.length === 0) return { changes: [], findings: [] };
  const settings = buildSettingsOf(
    decided.map(({ function: each, candidate, handler }) => ({
      key: layout.functions.get(each)?.key ?? handler,
      command: candidate.command,
    })),
  );
  const content = contentOf(request, settings);
  if (known === undefined) {
    return {
      changes: [{ path, before: null, after: newManifest(path, content) }],
      findings: settings.diagnostics,
    };
  }
  const { text, findings } = extendManifest(known.text, display(path), content);
  return {
    changes: text === known.text ? [] : [{ path, before: known.text, after: text }],
    findings: [...settings.diagnostics, ...findings, ...targetConflicts(request, known)],
  };
}

function newManifest(path: string, content: ManifestContent): string {
  const text = makeManifest(content);
  return /\.ya?ml$/i.test(path) ? stringify(JSON.parse(text)) : text;
}

function contentOf(request: ManifestChangeRequest, settings: BuildLineSettings): ManifestContent {
  const { decided, layout, obstacles, manifestDirectory } = request;
  // The archives of an existing manifest may have different targets, which are set on each archive below.
  const { runtime, architecture, isTwoStep } = request.targetOf(layout.archives[0]?.name ?? '');
  const needsWorkspace = (key: string): boolean =>
    decided.some(({ function: each, candidate: { target } }) => {
      const file = target.kind === 'directory' ? target.path : dirname(target.files[0] ?? '.');
      return (
        layout.functions.get(each)?.key === key &&
        obstacles.workspaces.some((module) => isWithin(file, module))
      );
    });
  const keys = layout.archives.flatMap(({ entries }) => entries.map(({ key }) => key));
  const inWorkspace = new Set(keys.filter(needsWorkspace));
  const isCommon = inWorkspace.size === keys.length && inWorkspace.size > 0;
  const files = Object.fromEntries(
    Object.entries(obstacles.files).map(([entry, source]) => [
      entry,
      fromManifest(source, manifestDirectory),
    ]),
  );
  const archives = layout.archives.map(
    ({ name, layout: kind, entries }): ManifestArchive => ({
      name,
      layout: kind,
      runtime: request.targetOf(name).runtime,
      architecture: request.targetOf(name).architecture,
      handlers: Object.fromEntries(
        entries.map(({ key, target }) => {
          const { perHandler } = settings;
          const settled = (Object.hasOwn(perHandler, key) ? perHandler[key] : undefined) ?? {};
          const own = goFrom(settled, manifestDirectory);
          const go = inWorkspace.has(key) && !isCommon ? { ...own, work: true } : own;
          return [key, handlerOf(target, go)];
        }),
      ),
      ...(Object.keys(files).length === 0 ? {} : { files }),
    }),
  );
  return {
    archives,
    runtime,
    architecture,
    go: {
      ...goFrom(settings.go, manifestDirectory),
      ...(isCommon ? { work: true } : {}),
      ...(isTwoStep ? { norpc: false } : {}),
    },
    variables: settings.variables,
  };
}

function handlerOf(target: HandlerTarget, go: GoInput): HandlerInput {
  const main = target.kind === 'package' ? target.pattern : [...target.files];
  return Object.keys(go).length === 0 ? main : { package: main, go };
}

/** Paths in build lines are relative to the project's root; those in the manifest are relative to its directory. */
function goFrom(go: GoInput, manifestDirectory: string): GoInput {
  if (go.pgo === undefined || go.pgo === 'auto' || go.pgo === 'off') return go;
  return { ...go, pgo: fromManifest(go.pgo, manifestDirectory) };
}

function fromManifest(path: string, manifestDirectory: string): string {
  const target = manifestTarget({ kind: 'directory', path: join('.', path) }, manifestDirectory);
  return target.kind === 'package' ? target.pattern : path;
}

/**
 * Values that the user passed and an existing archive does not have. They are not changed, because other handlers use them
 * too.
 */
function targetConflicts(
  request: ManifestChangeRequest,
  known: KnownManifest,
): readonly MigrationDiagnostic[] {
  return request.layout.archives.flatMap(({ name, entries }) => {
    const spec = known.manifest.archives.find((archive) => archive.name === name);
    if (spec === undefined) return [];
    const wanted = request.targetOf(name);
    const ofArchive = (['architecture', 'runtime'] as const).flatMap((setting) => {
      if (wanted[setting] === spec[setting]) return [];
      const values = {
        what: `${setting} of archive ${name}`,
        present: spec[setting],
        found: wanted[setting],
      };
      return [diagnose('migrate-manifest-conflict', values, spec.location)];
    });
    // go1.x uses the protocol that lambda.norpc removes.
    const withoutRpc = spec.handlers.filter(
      ({ key, go }) =>
        wanted.isTwoStep && go.norpc && entries.some((entry) => matchWildcards(key, entry.key) !== undefined),
    );
    return [
      ...ofArchive,
      ...withoutRpc.map(({ key, location }) => {
        const values = { what: `\`norpc\` of handler ${key}`, present: 'true', found: 'false' };
        return diagnose('migrate-manifest-conflict', values, location);
      }),
    ];
  });
}
