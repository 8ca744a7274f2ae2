import type {
  Architecture,
  FileInput,
  GoInput,
  HandlerInput,
  Layout,
  Runtime,
} from '@lambdazip/core/internal';
import {
  architectureNames,
  architectures,
  archiveDefaults,
  compareStrings,
  dotted,
  sortedRecord,
} from '@lambdazip/core/internal';
import { join } from 'pathe';

/** An archive that a manifest is to have. */
export interface ManifestArchive {
  readonly name: string;
  readonly layout: Layout;
  /** In a manifest that exists it may differ from that of the others, as the architecture. Default: that of the content. */
  readonly runtime?: Runtime;
  readonly architecture?: Architecture;
  readonly handlers: Readonly<Record<string, HandlerInput>>;
  readonly files?: Readonly<Record<string, FileInput>>;
}

/** What a manifest is to hold. What is left out has its default. */
export interface ManifestContent {
  readonly archives: readonly ManifestArchive[];
  readonly runtime?: Runtime;
  readonly architecture?: Architecture;
  /** For all handlers. */
  readonly go?: GoInput;
  readonly variables?: Readonly<Record<string, string>>;
}

/** A value of JSON, as a manifest holds it. */
export type ManifestValue =
  | string
  | boolean
  | readonly ManifestValue[]
  | { readonly [key: string]: ManifestValue };

/** The order in which `go` has its settings, as in the reference. */
const goOrder: readonly (keyof GoInput)[] = [
  'version',
  'tags',
  'ldflags',
  'gcflags',
  'norpc',
  'strip',
  'cgo',
  'trimpath',
  ...architectureNames.map((each) => architectures[each].microarchitecture.setting),
  'pgo',
  'mod',
  'work',
  'env',
];

/** `go` in the order of the reference, without settings that hold nothing; null where there is none. */
export function goValue(go: GoInput | undefined): Readonly<Record<string, ManifestValue>> | null {
  const pairs = goOrder.flatMap((key): [string, ManifestValue][] => {
    const value = go?.[key];
    if (value === undefined || isEmpty(value)) return [];
    return [[key, typeof value === 'object' && !Array.isArray(value) ? sortedRecord(value) : value]];
  });
  return pairs.length === 0 ? null : Object.fromEntries(pairs);
}

/** A handler: its package alone where it has no settings. */
export function handlerValue(handler: HandlerInput): ManifestValue {
  if (typeof handler === 'string' || Array.isArray(handler)) return handler;
  const { go, package: target, ...rest } = handler;
  const own = goValue(go);
  const settings = Object.entries(rest).filter((pair): pair is [string, string] => pair[1] !== undefined);
  if (own === null && settings.length === 0) return target;
  return { package: target, ...Object.fromEntries(settings), ...(own === null ? {} : { go: own }) };
}

/** A file: its source alone where it has the usual mode. */
export function fileValue(file: FileInput): ManifestValue {
  if (typeof file === 'string') return file;
  const { source, mode } = file;
  return mode === undefined || mode === '0644' ? source : { source, mode };
}

/**
 * An archive as it is written, its handlers and files sorted.
 *
 * @param go for all of its handlers
 * @param inherited the layout that it has without a word
 */
export function archiveValue(
  { layout, handlers, files = {} }: ManifestArchive,
  go: GoInput = {},
  inherited: Layout = archiveDefaults.layout,
): Readonly<Record<string, ManifestValue>> {
  const settings = goValue(go);
  return {
    ...(layout === inherited ? {} : { layout }),
    ...(settings === null ? {} : { go: settings }),
    handlers: mapped(handlers, handlerValue),
    ...(Object.keys(files).length === 0 ? {} : { files: mapped(files, fileValue) }),
  };
}

/** The main package of a handler, in one way of writing: `./cmd/a/` and `./cmd/a` are the same. */
export function packageName(handler: HandlerInput): string {
  const target = typeof handler === 'string' || Array.isArray(handler) ? handler : handler.package;
  const plain = (path: string): string => join('.', path).replace(/(?<=.)\/$/, '');
  if (Array.isArray(target)) return target.map(plain).sort(compareStrings).join(', ');
  return target.startsWith('.') ? dotted(plain(target)) : target;
}

function mapped<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To) {
  return sortedRecord(Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)])));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
