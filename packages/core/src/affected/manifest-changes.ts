import { matchWildcards } from '../globs/wildcards.js';
import { layouts } from '../manifest/layouts.js';
import type { ArchiveSpec } from '../manifest/manifest.js';

/** What a changed manifest means for an archive. */
export interface ManifestChanges {
  /** The changed settings of the archive itself, separated by commas; null if none changed. */
  readonly archive: string | null;
  /** The changed settings of a handler, separated by commas; null if none changed. */
  readonly handler: (name: string) => string | null;
}

/** Compares an archive of the manifest with the earlier one; undefined if it did not have the archive. */
export function manifestChanges(is: ArchiveSpec, was: ArchiveSpec | undefined): ManifestChanges {
  if (was === undefined) return { archive: 'the archive is new', handler: () => null };
  const before = new Map(was.handlers.map((spec) => [spec.key, spec]));
  const gone = was.handlers.filter(({ key }) => !is.handlers.some((spec) => spec.key === key));
  const changed = is.handlers
    .map((spec) => ({ spec, what: changedKeys(spec, before.get(spec.key)) }))
    .filter(({ what }) => what !== null);
  const own = changedKeys({ ...is, handlers: [] }, { ...was, handlers: [] });
  const [first] = gone;
  return {
    archive:
      own ??
      (first === undefined || layouts[is.layout].archivePerHandler
        ? null
        : `the handler ${first.key} is gone`),
    handler: (name) =>
      changed.find(({ spec: { key } }) => key === name || matchWildcards(key, name) !== undefined)?.what ??
      null,
  };
}

/** Locations do not affect the build. */
const places: ReadonlySet<string> = new Set(['location', 'targetLocation', 'sourceLocation']);

function changedKeys(is: object, was: object | undefined): string | null {
  if (was === undefined) return 'the handler is new';
  const [now, before] = [new Map(Object.entries(is)), new Map(Object.entries(was))];
  const keys = [...new Set([...now.keys(), ...before.keys()])].filter((key) => !places.has(key));
  const changed = keys
    .filter((key) => text(now.get(key)) !== text(before.get(key)))
    .flatMap((key) => (key === 'go' ? goKeys(now.get(key), before.get(key)) : [key]));
  return changed.length === 0 ? null : changed.join(', ');
}

function goKeys(is: object, was: object): string[] {
  const [now, before] = [new Map(Object.entries(is)), new Map(Object.entries(was))];
  return [...now.keys()]
    .filter((key) => text(now.get(key)) !== text(before.get(key)))
    .map((key) => `go.${key}`);
}

function text(value: unknown): string {
  return JSON.stringify(value ?? null, (key, each) => (places.has(key) ? undefined : each));
}
