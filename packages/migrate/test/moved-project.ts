import type { Location } from '@lambdazip/core/internal';
import { join } from 'pathe';
import type { Host } from '../../core/src/ports/host.js';
import { listProject } from '../../core/src/project/project-files.js';
import type { Decision } from '../src/decide/decision.js';
import { parseSource } from '../src/documents/parse-source.js';
import { concrete, type MapNode, nodeAt, type SourceDocument } from '../src/documents/source-node.js';
import type { BuildCommand, BuildEvidence, FileCommand } from '../src/evidence/build-command.js';
import type { ObstacleInput } from '../src/obstacles/find-obstacles.js';
import { packageListsOf } from '../src/sources/serverless/function-package.js';
import type { EditedFormat } from '../src/sources/template-formats.js';
import type {
  ArchitectureSetting,
  FunctionCode,
  Setting,
  WrittenFunction,
  WrittenTemplate,
} from '../src/sources/template-function.js';

/** A decided function of a template; omitted settings are not set. */
export interface MovedFunction {
  readonly handler: string;
  /** The main package's directory. Default: `cmd/` and the last part of the handler. */
  readonly package?: string;
  /** CodeUri, relative to the template; null for a service of the Serverless Framework. Default: `.`. */
  readonly code?: string | null;
  readonly command?: Partial<BuildCommand>;
  readonly architectures?: boolean;
  readonly inheritedArchitectures?: boolean;
  readonly layers?: number;
}

export interface MovedProjectOptions {
  readonly functions: readonly MovedFunction[];
  readonly format?: EditedFormat;
  /** The template, relative to the root, and its text if it matters. */
  readonly template?: string;
  readonly text?: string;
  readonly commands?: readonly BuildCommand[];
  readonly files?: readonly FileCommand[];
}

/** The input for finding obstacles. */
export async function movedProject(
  host: Host,
  root: string,
  options: MovedProjectOptions,
): Promise<Omit<ObstacleInput, 'go'>> {
  const { format = 'sam', template: file = 'template.yaml', text = 'functions: {}' } = options;
  const document = documentOf(file, text);
  const top = concrete(document.root) as MapNode;
  const isTrue = (...keys: readonly string[]): boolean => {
    const node = nodeAt(document.root, ...keys, 'package', 'individually');
    return node?.kind === 'scalar' && node.value === true;
  };
  const servicePackage = nodeAt(document.root, 'package');
  const functions = options.functions.map((each, index): WrittenFunction => {
    const made = functionOf(each, index, format, document);
    const individually = isTrue() || isTrue('functions', made.id);
    const lists = packageListsOf(
      servicePackage?.kind === 'map' ? servicePackage : null,
      made.properties,
      individually,
    );
    return { ...made, individually, packageLists: lists };
  });
  const template: WrittenTemplate = {
    file,
    format,
    document,
    globals: null,
    servicePackage: servicePackage?.kind === 'map' ? servicePackage : null,
    frameworkVersion: null,
    functions,
    nested: [],
  };
  const decisions = options.functions.map((each, index): Decision => {
    const path = each.package ?? `cmd/${each.handler.split('/').at(-1)}`;
    const command = each.command === undefined ? null : commandOf(each.command);
    const candidate = { target: { kind: 'directory', path }, evidence: [], command } as const;
    return {
      kind: 'decided',
      function: functions[index] ?? emptyFunction(top, document),
      handler: each.handler,
      candidate,
    };
  });
  const evidence: BuildEvidence = {
    commands: options.commands ?? [],
    files: options.files ?? [],
    unread: [],
  };
  return { decisions, templates: [template], mains: [], project: await listProject(host, root), evidence };
}

/** A `go build` line with only the given parts. */
export function commandOf(parts: Partial<BuildCommand>): BuildCommand {
  return {
    directory: '.',
    output: null,
    packages: [],
    flags: {},
    environment: {},
    target: null,
    file: 'Makefile',
    location: { file: 'Makefile', line: 2, column: 1 },
    source: '',
    unknown: [],
    ...parts,
  };
}

/** A `cp` or `zip` line. */
export function fileCommandOf(parts: Partial<FileCommand> & Pick<FileCommand, 'from' | 'to'>): FileCommand {
  return {
    kind: 'copy',
    junkPaths: false,
    target: null,
    file: 'Makefile',
    location: { file: 'Makefile', line: 5, column: 1 },
    source: `cp ${parts.from.join(' ')} ${parts.to}`,
    ...parts,
  };
}

function documentOf(file: string, text: string): SourceDocument {
  const reading = parseSource(join(file), text);
  if (reading.kind === 'refused') throw new Error(reading.problem.message);
  return reading.document;
}

function functionOf(
  each: MovedFunction,
  index: number,
  format: EditedFormat,
  document: SourceDocument,
): WrittenFunction {
  const top = concrete(document.root) as MapNode;
  const id = `${each.handler.split('/').at(-1)}Function`;
  const location: Location = { file: document.file, line: 10 * (index + 1), column: 3 };
  const setting = (value: string): Setting => ({
    value: { kind: 'known', value },
    origin: 'function',
    location,
    node: null,
    sites: [],
  });
  const architecture: ArchitectureSetting = {
    values: [{ kind: 'known', value: 'x86_64' }],
    origin: 'function',
    location,
    node: null,
    sites: [],
  };
  const code: FunctionCode =
    each.code === null ? { kind: 'service' } : { kind: 'local', path: setting(each.code ?? '.') };
  const own = nodeAt(document.root, 'functions', id);
  return {
    ...emptyFunction(top, document),
    id,
    format,
    location,
    properties: own?.kind === 'map' ? own : null,
    runtime: setting('go1.x'),
    handler: setting(each.handler),
    code,
    architectures: each.architectures === true ? architecture : null,
    inheritedArchitectures:
      each.inheritedArchitectures === true ? { ...architecture, origin: 'globals' } : null,
    layers: each.layers ?? 0,
  };
}

function emptyFunction(resource: MapNode, document: SourceDocument): WrittenFunction {
  return {
    id: '',
    format: 'sam',
    location: { file: document.file, line: null, column: null },
    file: document.file,
    document,
    resource,
    properties: null,
    runtime: null,
    handler: null,
    code: { kind: 'service' },
    architectures: null,
    inheritedArchitectures: null,
    buildMethod: null,
    buildDirectory: null,
    layers: 0,
    environment: [],
  };
}
