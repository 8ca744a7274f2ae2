import { bytesOfBase64 } from '../bytes/base64.js';
import { compareStrings, sortedRecord } from '../bytes/compare.js';
import { hexOf } from '../bytes/hex.js';
import type { GoBuildInfo } from '../go/build-info.js';
import { changesNoByte } from '../go/environment.js';
import { type LinkedModule, linkedModules } from '../go/linked-modules.js';
import { golangPurl } from '../go/purl.js';
import type { ArchiveSpec, HandlerSpec } from '../manifest/manifest.js';
import type { BuildPlan, PlannedArchive } from '../plan/build-plan.js';
import { type GoCommand, recordedCommand } from '../plan/recorded-command.js';
import { type GitState, reasonWord } from './git-state.js';
import {
  buildType,
  predicateType,
  type Resource,
  type Statement,
  sourceName,
  statementType,
} from './statement.js';

/** The content of provenance. */
export interface StatementRequest {
  readonly plan: BuildPlan;
  readonly archive: PlannedArchive;
  /** The zip's file name. */
  readonly fileName: string;
  /** SHA-256 of the zip, in hexadecimal. */
  readonly sha256: string;
  readonly entries: readonly StatementEntry[];
  readonly git: GitState | null;
  /** The go.sum entries, by `path version`. */
  readonly sums: ReadonlyMap<string, string>;
  /** The version of lambdazip. */
  readonly version: string;
}

export interface StatementEntry {
  readonly name: string;
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string;
  /** The build info of a Go program; undefined for other files. */
  readonly info: GoBuildInfo | undefined;
}

/**
 * Makes the provenance of an archive. Equal builds have equal provenance: it contains no times, absolute paths, ids or
 * secrets.
 */
export function makeStatement(request: StatementRequest): Statement {
  const { plan, archive, fileName, sha256, entries, git, sums, version } = request;
  const spec = plan.specs.find(({ name }) => name === archive.archive);
  const sorted = [...entries].sort((a, b) => compareStrings(a.name, b.name));
  const programs = sorted.flatMap(({ info }) => (info === undefined ? [] : [info]));
  return {
    _type: statementType,
    subject: [
      { name: fileName, digest: { sha256 } },
      ...sorted.map((entry) => ({ name: entry.name, digest: { sha256: entry.sha256 } })),
    ],
    predicateType,
    predicate: {
      buildDefinition: {
        buildType,
        externalParameters: {
          archive: archive.name,
          manifest: spec === undefined ? {} : resolvedManifest(spec),
          // With wildcards resolved.
          programs: archive.handlers,
        },
        internalParameters: {
          lambdazip: version,
          archiveFormat: 1,
          compression: archive.compression,
          variables: sortedRecord(plan.variables),
          commands: goCommands(plan, archive),
        },
        resolvedDependencies: [
          ...sourceOf(git),
          ...toolchainsOf(programs),
          ...linkedModules(programs, sums).map(moduleResource),
        ],
      },
      runDetails: { builder: { id: 'pkg:npm/%40lambdazip/core', version: { '@lambdazip/core': version } } },
    },
  };
}

/** The text of a provenance file. */
export function statementText(statement: Statement): string {
  return `${JSON.stringify(statement, null, 2)}\n`;
}

/** The go commands of an archive. */
export function goCommands(plan: BuildPlan, archive: PlannedArchive): GoCommand[] {
  return plan.runs
    .flatMap((run) => {
      const built = new Set(
        archive.programs.filter((program) => program.run === run.id).map(({ executable }) => executable),
      );
      const programs = run.programs.filter(({ executable }) => built.has(executable));
      return programs.length === 0 ? [] : [recordedCommand({ ...run, programs }, plan.directory)];
    })
    .sort((a, b) => compareStrings(JSON.stringify(a), JSON.stringify(b)));
}

function resolvedManifest(spec: ArchiveSpec): Record<string, unknown> {
  const { name, layout, runtime, architecture, bootstrap, compression, handlers, files, functions } = spec;
  return {
    name,
    layout,
    runtime,
    architecture,
    bootstrap,
    compression,
    handlers: sortedRecord(
      Object.fromEntries(handlers.map((handler) => [handler.key, resolvedHandler(handler)])),
    ),
    files: sortedRecord(
      Object.fromEntries(
        files.map(({ key, source, mode }) => [key, { source, mode: `0${mode.toString(8)}` }]),
      ),
    ),
    // In the order of the manifest, since the first pattern that matches a function wins.
    ...(functions.length === 0
      ? {}
      : { functions: functions.map(({ name: key, handler }) => [key, handler]) }),
  };
}

function resolvedHandler({
  target,
  module,
  runtime,
  architecture,
  go,
}: HandlerSpec): Record<string, unknown> {
  const env = Object.entries(go.env).filter(([name]) => !changesNoByte(name));
  return {
    package: target.kind === 'package' ? target.pattern : target.files,
    module,
    runtime,
    architecture,
    go: { ...go, env: sortedRecord(Object.fromEntries(env)) },
  };
}

function sourceOf(git: GitState | null): Resource[] {
  if (git === null) return [];
  if (git.kind === 'no-commit') {
    return [{ name: sourceName, annotations: { commit: 'none', reason: reasonWord(git) } }];
  }
  return [{ name: sourceName, digest: { gitCommit: git.commit }, annotations: { tree: git.tree } }];
}

function toolchainsOf(programs: readonly GoBuildInfo[]): Resource[] {
  const versions = [...new Set(programs.map(({ goVersion }) => goVersion))].sort(compareStrings);
  return versions.map((name) => ({
    name,
    uri: golangPurl('toolchain', name.replace(/^go/, '').split(' ')[0] ?? ''),
  }));
}

function moduleResource({ path, version, sum, replacedBy }: LinkedModule): Resource {
  const isDirectory = version === '';
  return {
    name: path,
    ...(isDirectory ? {} : { uri: golangPurl(replacedBy ?? path, version) }),
    ...(sum.startsWith('h1:') ? { digest: { dirHash: hexOfBase64(sum.slice(3)) } } : {}),
    annotations: {
      ...(isDirectory ? {} : { version }),
      ...(sum === '' ? {} : { sum }),
      ...(replacedBy === null ? {} : { replacedBy }),
    },
  };
}

// In the format of in-toto's DigestSet: without `h1:`, in hexadecimal.
function hexOfBase64(text: string): string {
  return hexOf(bytesOfBase64(text));
}
