import type { DeployedArchive, MainPackage } from '@lambdazip/core/internal';
import {
  type CdkLanguage,
  cdkAppCommand,
  cdkGoLines,
  cdkLanguage,
  cdkLines,
  hasWildcard,
  nameHandlers,
} from '@lambdazip/core/internal';
import { dirname, join, relative } from 'pathe';
import type { MapNode, SourceDocument } from '../documents/source-node.js';
import type { Setting, Template, TemplateFunction } from '../sources/template-function.js';
import { type ArchiveLayout, manifestTarget } from './archive-layout.js';
import type { Decision } from './decision.js';
import { type KnownManifest, knownPackages } from './known-manifest.js';
import type { TemplateChangesRequest } from './template-changes.js';

/** An app of the AWS CDK: a program, whose functions are not written down anywhere. It is never edited. */
export interface CdkProject extends Template {
  readonly language: CdkLanguage;
  /** What each of its main packages becomes. */
  readonly decisions: readonly Extract<Decision, { readonly kind: 'decided' }>[];
}

/**
 * Makes a function of each main package that starts a handler, so that there is a manifest whose lines the app can be given.
 *
 * @param file the project's cdk.json, relative to the root
 * @param text its content
 * @param known a manifest that exists: what it builds already becomes nothing new
 */
export function cdkProject(
  file: string,
  text: string,
  mains: readonly MainPackage[],
  known: KnownManifest | undefined,
): CdkProject {
  const built = new Set(known === undefined ? [] : Object.values(knownPackages(known)));
  const used = mains.filter(({ directory, importsLambda }) => importsLambda && !built.has(directory));
  const document: SourceDocument = { file, text: '', format: 'json', lineEnd: '\n', root: emptyMap };
  const directories = used.map(({ directory }) => directory);
  const named = nameHandlers(directories.map((directory) => targetText(directory)));
  const decisions = Object.entries(named).map(([handler, main]) => {
    const directory = directories.find((each) => targetText(each) === main) ?? '.';
    return {
      kind: 'decided' as const,
      function: functionOf(handler, document),
      handler,
      candidate: {
        target: { kind: 'directory' as const, path: directory },
        evidence: [{ text: `${main} is a main package of the project`, location: null }],
        command: null,
      },
    };
  });
  return {
    file,
    language: cdkLanguage(cdkAppCommand(text)),
    format: 'cloudformation',
    document,
    globals: null,
    servicePackage: null,
    frameworkVersion: null,
    functions: decisions.map((each) => each.function),
    nested: [],
    decisions,
  };
}

/**
 * The lines that an app needs for the archives of a manifest that exists and for what joins them, in the app's language if
 * that is Go, else in TypeScript.
 */
export function linesForCdk(
  app: CdkProject,
  layout: ArchiveLayout,
  known: KnownManifest | undefined,
  request: TemplateChangesRequest,
): readonly string[] {
  const archives = cdkArchives(app, layout, known, request);
  if (archives.length === 0) return [];
  if (app.language === 'go') return cdkGoLines(archives);
  const lines = cdkLines(archives);
  if (app.language === 'typescript') return lines;
  return ['// TypeScript: the names are the same in the other languages of the CDK.', ...lines];
}

/** Archives with paths from the directory of cdk.json, where the CDK runs the app. */
export function cdkArchives(
  app: Pick<CdkProject, 'file'>,
  layout: ArchiveLayout,
  known: KnownManifest | undefined,
  { targetOf, manifestDirectory }: TemplateChangesRequest,
): readonly DeployedArchive[] {
  const handlers = new Map<string, { readonly archive: string; readonly handler: string }[]>();
  const add = (path: string, archive: string, handler: string): void => {
    handlers.set(path, [...(handlers.get(path) ?? []), { archive, handler }]);
  };
  for (const { name, layout: kind, handlers: own } of known?.manifest.archives ?? []) {
    const zip = (key: string): string => `${kind === 'binaries' ? name : key}.zip`;
    for (const { key } of own.filter((each) => !hasWildcard(each.key))) {
      add(join(manifestDirectory, known?.outDir ?? 'dist', zip(key)), name, key);
    }
  }
  for (const { archive, path, key } of layout.functions.values())
    add(join(manifestDirectory, path), archive, key);
  return [...handlers].map(([filename, own]) => {
    const { runtime, architecture } = targetOf(own[0]?.archive ?? '');
    const path = relative(join('/', dirname(app.file)), join('/', filename));
    return { filename: path, runtime, architecture, handlers: own.map(({ handler }) => ({ handler })) };
  });
}

export function isCdkProject(template: Template): template is CdkProject {
  return 'decisions' in template;
}

/** Whether what a call names is an app of the CDK. */
export function isCdk(path: string): boolean {
  return /(^|\/)cdk\.json$/.test(path);
}

function targetText(directory: string): string {
  const target = manifestTarget({ kind: 'directory', path: directory }, '.');
  return target.kind === 'package' ? target.pattern : directory;
}

function functionOf(handler: string, document: SourceDocument): TemplateFunction {
  const location = { file: document.file, line: null, column: null };
  const known = (value: string): Setting => ({
    value: { kind: 'known', value },
    origin: 'default',
    location,
    node: null,
    sites: [],
  });
  return {
    id: handler,
    format: 'cloudformation',
    location,
    document,
    resource: emptyMap,
    properties: null,
    runtime: known('provided.al2023'),
    handler: known(handler),
    code: { kind: 'local', path: known(dirname(document.file)) },
    architectures: null,
    inheritedArchitectures: null,
    buildMethod: null,
    buildDirectory: null,
    layers: 0,
    environment: [],
  };
}

const emptyMap: MapNode = {
  kind: 'map',
  span: { start: 0, end: 0 },
  start: 0,
  tag: null,
  anchor: null,
  flow: true,
  pairs: [],
};
