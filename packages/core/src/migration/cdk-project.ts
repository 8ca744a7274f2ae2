import { dirname, join } from 'pathe';
import type { DeployedArchive } from '../deployment/deployment.js';
import type { MapNode, SourceDocument } from '../documents/source-node.js';
import type { MainPackage } from '../evidence/main-package.js';
import { hasWildcard } from '../manifest/wildcards.js';
import type { Setting, Template, TemplateFunction } from '../templates/template-function.js';
import { type ArchiveLayout, manifestTarget } from './archive-layout.js';
import type { Decision } from './decision.js';
import { nameHandlers } from './handler-names.js';
import { type KnownManifest, knownPackages } from './known-manifest.js';
import type { TemplateChangesRequest } from './template-changes.js';

/** An app of the AWS CDK: a program, whose functions are not written down anywhere. It is never edited. */
export interface CdkProject extends Template {
  /** What each of its main packages becomes. */
  readonly decisions: readonly Extract<Decision, { readonly kind: 'decided' }>[];
}

/**
 * Makes a function of each main package that uses aws-lambda-go (of all where none does so itself), so that there is a
 * manifest whose lines the app can be given.
 *
 * @param file the project's cdk.json, relative to the root
 * @param known a manifest that exists: what it builds already becomes nothing new
 */
export function cdkProject(
  file: string,
  mains: readonly MainPackage[],
  known: KnownManifest | undefined,
): CdkProject {
  const built = new Set(known === undefined ? [] : Object.values(knownPackages(known)));
  const users = mains.filter(({ importsLambda }) => importsLambda);
  const used = (users.length > 0 ? users : mains).filter(({ directory }) => !built.has(directory));
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
 * The archives as the app has to be told of them: those of a manifest that exists, and what joins them. The CDK takes paths
 * from the directory that it is run in.
 */
export function cdkArchives(
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
    return { filename, runtime, architecture, handlers: own.map(({ handler }) => ({ handler })) };
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
