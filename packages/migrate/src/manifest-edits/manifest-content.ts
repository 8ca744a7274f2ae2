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

/** An archive to write to a manifest. */
export interface ManifestArchive {
  readonly name: string;
  readonly layout: Layout;
  /**
   * In an existing manifest, it may differ from that of other archives, like the architecture. Default: that of the
   * content.
   */
  readonly runtime?: Runtime;
  readonly architecture?: Architecture;
  readonly handlers: Readonly<Record<string, HandlerInput>>;
  readonly files?: Readonly<Record<string, FileInput>>;
}

/** The content of a manifest. Omitted settings have their defaults. */
export interface ManifestContent {
  readonly archives: readonly ManifestArchive[];
  readonly runtime?: Runtime;
  readonly architecture?: Architecture;
  /** For all handlers. */
  readonly go?: GoInput;
  readonly variables?: Readonly<Record<string, string>>;
}

/** A JSON value in a manifest. */
export type ManifestValue =
  | string
  | boolean
  | readonly ManifestValue[]
  | { readonly [key: string]: ManifestValue };

/** The order of the settings of `go` in the reference. */
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

/** `go` in the order of the reference, without empty settings; null if none remains. */
export function goValue(go: GoInput | undefined): Readonly<Record<string, ManifestValue>> | null {
  const pairs = goOrder.flatMap((key): [string, ManifestValue][] => {
    const value = go?.[key];
    if (value === undefined || isEmpty(value)) return [];
    return [[key, typeof value === 'object' && !Array.isArray(value) ? sortedRecord(value) : value]];
  });
  return pairs.length === 0 ? null : Object.fromEntries(pairs);
}

/** A handler: only its package if it has no settings. */
export function handlerValue(handler: HandlerInput): ManifestValue {
  if (typeof handler === 'string' || Array.isArray(handler)) return handler;
  const { go, package: target, ...rest } = handler;
  const own = goValue(go);
  const settings = Object.entries(rest).filter((pair): pair is [string, string] => pair[1] !== undefined);
  if (own === null && settings.length === 0) return target;
  return { package: target, ...Object.fromEntries(settings), ...(own === null ? {} : { go: own }) };
}

/** A file: only its source if it has the default mode. */
export function fileValue(file: FileInput): ManifestValue {
  if (typeof file === 'string') return file;
  const { source, mode } = file;
  return mode === undefined || mode === '0644' ? source : { source, mode };
}

/**
 * The value of an archive, with its handlers and files sorted.
 *
 * @param go for all of its handlers
 * @param inherited the layout it has if none is set
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

/** The main package of a handler, normalized: `./cmd/a/` and `./cmd/a` are the same. */
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
