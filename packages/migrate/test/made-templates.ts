import { type Location, nowhere } from '@lambdazip/core/internal';
import type { MainPackage } from '../../core/src/main-packages/main-packages.js';
import { parseSource } from '../src/documents/parse-source.js';
import type { MapNode, SourceDocument } from '../src/documents/source-node.js';
import type {
  BuildCommand,
  BuildEvidence,
  FileCommand,
  PackageArgument,
} from '../src/evidence/build-command.js';
import { packageListsOf } from '../src/sources/serverless/function-package.js';
import type { EditedFormat } from '../src/sources/template-formats.js';
import type {
  FunctionCode,
  Resolved,
  Setting,
  WrittenFunction,
  WrittenTemplate,
} from '../src/sources/template-function.js';

// Templates and build files as their readers return them.

/** A value: a text, several possible texts, or `{ unknown }` with its source. */
export type MadeValue = string | readonly string[] | { readonly unknown: string };

export interface MadeFunction {
  readonly id?: string;
  readonly handler?: MadeValue | null;
  /** Default: `go1.x`. */
  readonly runtime?: MadeValue | null;
  /** A path for CodeUri or `package.artifact` (`.` by default), or a different kind of code. */
  readonly code?: MadeValue | { readonly kind: 'service' | 's3' | 'image' | 'inline' };
  /** Code that cannot be resolved, such as `!Ref Code`. */
  readonly unknownCode?: string;
  readonly buildMethod?: string;
  readonly buildDirectory?: string;
  /** Serverless Framework: the function's own map as YAML. */
  readonly source?: string;
}

/** @param file relative to the project's root */
export function madeTemplate(
  functions: readonly MadeFunction[],
  file = 'template.yaml',
  format: EditedFormat = /serverless/.test(file) ? 'serverless' : 'sam',
): WrittenTemplate {
  const document = documentOf(file, '{}');
  return {
    file,
    format,
    document,
    globals: null,
    servicePackage: null,
    frameworkVersion: null,
    functions: functions.map((each) => madeFunction(each, document, format)),
    nested: [],
  };
}

function madeFunction(made: MadeFunction, document: SourceDocument, format: EditedFormat): WrittenFunction {
  const source = made.source === undefined ? document : documentOf(document.file, made.source);
  const { runtime = 'go1.x', handler = 'bin/create' } = made;
  return {
    id: made.id ?? 'CreateFunction',
    format,
    location: { file: document.file, line: 3, column: 1 },
    file: document.file,
    document,
    resource: mapOf(source),
    properties: mapOf(source),
    runtime: runtime === null ? null : setting(runtime),
    handler: handler === null ? null : setting(handler),
    code: codeOf(made, format),
    architectures: null,
    inheritedArchitectures: null,
    buildMethod: made.buildMethod ?? null,
    buildDirectory: made.buildDirectory ?? null,
    layers: 0,
    environment: [],
    ...(format === 'serverless' ? { packageLists: packageListsOf(null, mapOf(source), false) } : {}),
  };
}

function codeOf({ code, unknownCode }: MadeFunction, format: EditedFormat): FunctionCode {
  if (unknownCode !== undefined) return { kind: 'unknown', text: unknownCode, location: nowhere };
  if (code === undefined)
    return format === 'serverless' ? { kind: 'service' } : { kind: 'local', path: setting('.') };
  if (typeof code === 'object' && 'kind' in code)
    return code.kind === 'service' ? { kind: 'service' } : { kind: code.kind, location: nowhere };
  return { kind: 'local', path: setting(code) };
}

function setting(value: MadeValue): Setting {
  return { value: resolved(value), origin: 'function', location: nowhere, node: null, sites: [] };
}

function resolved(value: MadeValue): Resolved {
  if (typeof value === 'string') return { kind: 'known', value };
  return 'unknown' in value ? { kind: 'unknown', text: value.unknown } : { kind: 'one-of', values: value };
}

function documentOf(file: string, text: string): SourceDocument {
  const reading = parseSource(file, text);
  if (reading.kind === 'refused') throw new Error(reading.problem.message);
  return reading.document;
}

function mapOf({ root }: SourceDocument): MapNode {
  if (root.kind !== 'map') throw new Error('a function is a map');
  return root;
}

/**
 * A `go build` line.
 *
 * @param at such as `Makefile:12`
 * @param output the value of `-o`; null if not set
 * @param packages directories (`./create`, `.`), .go files (`a.go b.go`), `./...`, or import paths, relative to the root
 */
export function build(
  at: string,
  output: string | null,
  packages: string | readonly string[],
  more: Partial<BuildCommand> = {},
): BuildCommand {
  const all = typeof packages === 'string' ? [packages] : packages;
  return {
    directory: '.',
    output,
    packages: all.map(argumentOf),
    flags: {},
    environment: {},
    target: 'build',
    file: 'Makefile',
    location: locationOf(at),
    source: `go build${output === null ? '' : ` -o ${output}`} ${all.join(' ')}`,
    unknown: [],
    ...more,
  };
}

function argumentOf(text: string): PackageArgument {
  const path = text.replace(/^\.\/(?=.)/, '');
  if (path.endsWith('...')) return { kind: 'all-below', path: path.replace(/\/?\.\.\.$/, '') || '.' };
  if (path.endsWith('.go')) return { kind: 'files', files: path.split(' ') };
  return /^[a-z]+\.[a-z]+\//.test(path) ? { kind: 'import', path } : { kind: 'directory', path };
}

/** A `cp` line. */
export function copy(
  at: string,
  from: string | readonly string[],
  to: string,
  more: Partial<FileCommand> = {},
): FileCommand {
  const all = typeof from === 'string' ? [from] : from;
  return {
    kind: 'copy',
    from: all,
    to,
    junkPaths: false,
    target: 'build',
    file: 'Makefile',
    location: locationOf(at),
    source: `cp ${all.join(' ')} ${to}`,
    ...more,
  };
}

/** A `zip -j` line. */
export function zip(
  at: string,
  to: string,
  from: string | readonly string[],
  more: Partial<FileCommand> = {},
): FileCommand {
  return { ...copy(at, from, to), kind: 'zip', junkPaths: true, ...more };
}

/** A line of a build file. */
export type MadeLine = BuildCommand | FileCommand;

/** Build evidence of build lines and other commands, in the order of the files. */
export function evidenceOf(...all: readonly MadeLine[]): BuildEvidence {
  const isFile = (each: MadeLine): each is FileCommand => 'kind' in each;
  return {
    commands: all.filter((each): each is BuildCommand => !isFile(each)),
    files: all.filter(isFile),
    unread: [],
  };
}

/** A main package of the module `example.com/shop` at the project's root. */
export function main(directory: string, more: Partial<MainPackage> = {}): MainPackage {
  const mains = more.mains ?? ['main.go'];
  return {
    directory,
    mains,
    files: mains,
    module: '.',
    importPath: directory === '.' ? 'example.com/shop' : `example.com/shop/${directory}`,
    importsLambda: true,
    ...more,
  };
}

function locationOf(at: string): Location {
  const [file = '', line = '1'] = at.split(':');
  return { file, line: Number(line), column: 1 };
}
