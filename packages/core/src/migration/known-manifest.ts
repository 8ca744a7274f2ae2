import { dirname, join, relative } from 'pathe';
import type { ArchiveSpec, Manifest } from '../manifest/manifest.js';
import { throwIfInvalid } from '../manifest/manifest-reading.js';
import { hasWildcard } from '../manifest/wildcards.js';
import type { ProjectFiles } from '../project/project-files.js';
import type { Template } from '../templates/template-function.js';
import { codeArchives, questionOf } from './candidates/question.js';

/** A manifest that stood there before. Paths are relative to the project's root. */
export interface KnownManifest {
  readonly file: string;
  readonly text: string;
  readonly manifest: Manifest;
}

/**
 * Reads the manifest that a migration extends; undefined where there is none yet.
 *
 * @param file relative to the project's root
 * @throws LambdazipError `manifest-invalid` with every finding of the text
 */
export async function readKnownManifest(
  project: ProjectFiles,
  file: string,
): Promise<KnownManifest | undefined> {
  const text = await project.read(file);
  if (text === undefined) return undefined;
  const { readManifest } = await import('../manifest/read-manifest.js');
  const { manifest, diagnostics } = await readManifest(text, { file: project.display(file) });
  throwIfInvalid(manifest.file, diagnostics);
  return { file, text, manifest };
}

/**
 * What a manifest has decided before: main packages by Handler or function, relative to the project's root. What stands in
 * several archives with different packages decides nothing.
 */
export function knownPackages({ file, manifest }: KnownManifest): Readonly<Record<string, string>> {
  const found = new Map<string, string | null>();
  for (const { handlers } of manifest.archives) {
    for (const { key, target } of handlers) {
      if (hasWildcard(key)) continue;
      const paths = target.kind === 'package' ? [target.pattern] : target.files;
      const written = paths
        .map((path) => (path.startsWith('.') || target.kind === 'files' ? join(dirname(file), path) : path))
        .join(',');
      found.set(key, found.has(key) && found.get(key) !== written ? null : written);
    }
  }
  return Object.fromEntries([...found].filter((pair): pair is [string, string] => pair[1] !== null));
}

/** The zips of templates that are archives of the manifest, relative to the project's root. */
export function archivesInUse(known: KnownManifest, templates: readonly Template[]): readonly string[] {
  const zips = templates.flatMap((template) =>
    template.functions.flatMap((each) => codeArchives(questionOf(template, each))),
  );
  return [...new Set(zips)].filter((path) => archiveAt(known, path) !== undefined);
}

/** The archive of a manifest that is written to a path; undefined where there is none. */
function archiveAt({ file, manifest }: KnownManifest, path: string): ArchiveSpec | undefined {
  const directory = join(dirname(file), manifest.outDir);
  const name = relative(directory, path).replace(/\.zip$/, '');
  if (name.startsWith('..') || !path.endsWith('.zip')) return undefined;
  return manifest.archives.find(({ layout, name: own, handlers }) =>
    layout === 'per-handler' ? handlers.some(({ key }) => key === name || hasWildcard(key)) : own === name,
  );
}

/** What the archives of a manifest are called, which new handlers join. */
export function archiveNames({ manifest }: KnownManifest): {
  readonly shared?: string;
  readonly own?: string;
} {
  const named = (layout: ArchiveSpec['layout']): string | undefined =>
    manifest.archives.find((archive) => archive.layout === layout)?.name;
  const [shared, own] = [named('binaries'), named('per-handler')];
  return { ...(shared === undefined ? {} : { shared }), ...(own === undefined ? {} : { own }) };
}
