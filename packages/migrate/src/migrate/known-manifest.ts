import type { ArchiveSpec, Layout, Manifest, ProjectFiles } from '@lambdazip/core/internal';
import {
  archiveNameOf,
  hasWildcard,
  layouts,
  matchWildcards,
  readManifest,
  throwIfInvalid,
} from '@lambdazip/core/internal';
import { dirname, isAbsolute, join, relative } from 'pathe';
import { archiveLayouts } from '../decide/archive-layout.js';
import type { CandidateTarget } from '../decide/decision.js';

/** An existing manifest. Paths are relative to the project's root. */
export interface KnownManifest {
  readonly file: string;
  readonly text: string;
  readonly manifest: Manifest;
  /** The output directory, relative to the manifest's directory. */
  readonly outDir: string;
}

/**
 * Reads the manifest to extend; undefined if it does not exist.
 *
 * @param file relative to the project's root
 * @throws LambdazipError `manifest-invalid` with every finding
 */
export async function readKnownManifest(
  project: ProjectFiles,
  file: string,
): Promise<KnownManifest | undefined> {
  const text = await project.read(file);
  if (text === undefined) return undefined;
  const { manifest, diagnostics } = await readManifest(text, { file: project.display(file) });
  throwIfInvalid(manifest.file, diagnostics);
  const directory = join(project.root, dirname(file));
  const { outDir } = manifest;
  return { file, text, manifest, outDir: isAbsolute(outDir) ? relative(directory, outDir) : outDir };
}

/**
 * The decisions in a manifest: main packages by Handler or function, relative to the project's root. Keys with different
 * packages in several archives are left out.
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

/**
 * Whether a zip is an archive of the manifest that has a program for each of the Handlers.
 *
 * @param path relative to the project's root
 */
export function hasPrograms(known: KnownManifest, path: string, handlers: readonly string[]): boolean {
  const spec = archiveAt(known, path);
  if (spec === undefined || layouts[spec.layout].isHandlerFree) return spec !== undefined;
  // The handler may depend on the function's name.
  if (spec.functions.length > 0) return true;
  return handlers.every((handler) => spec.handlers.some(({ key }) => matchWildcards(key, handler)));
}

/** Whether the manifest already builds a main package, for any handler. */
export function buildsPackage({ file, manifest }: KnownManifest, target: CandidateTarget): boolean {
  const built = target.kind === 'directory' ? [target.path] : target.files;
  return manifest.archives
    .flatMap(({ handlers }) => handlers)
    .some(({ target: own }) =>
      own.kind === 'files'
        ? own.files.some((path) => built.includes(join(dirname(file), path)))
        : built.some((path) => matchWildcards(join(dirname(file), own.pattern), path) !== undefined),
    );
}

/** The archive that a manifest writes to a path; undefined if none does. */
function archiveAt({ file, manifest, outDir }: KnownManifest, path: string): ArchiveSpec | undefined {
  const directory = join(dirname(file), outDir);
  const name = relative(directory, path).replace(/\.zip$/, '');
  if (name.startsWith('..') || !path.endsWith('.zip')) return undefined;
  return manifest.archives.find(({ layout, name: own, handlers }) =>
    handlers.some(({ key }) => {
      const expected = archiveNameOf(layout, own, key);
      return expected === name || hasWildcard(expected);
    }),
  );
}

/** The archives of a layout, with the directories of their main packages, relative to the project's root. */
export function archivesOfLayout(
  { file, manifest }: KnownManifest,
  layout: Layout,
): readonly { readonly name: string; readonly directories: readonly string[] }[] {
  return manifest.archives
    .filter((archive) => archive.layout === layout)
    .map(({ name, handlers }) => ({
      name,
      directories: handlers.flatMap(({ target }) =>
        target.kind === 'package' && target.pattern.startsWith('.')
          ? [join(dirname(file), target.pattern.replace(/[^/]*\*.*$/, ''))]
          : [],
      ),
    }));
}

/**
 * The names of the archives of a manifest that new handlers are added to.
 *
 * @param chosen `--layout`; null for the default
 */
export function archiveNames(
  { manifest }: KnownManifest,
  chosen: Layout | null = null,
): { readonly shared?: string; readonly own?: string } {
  const wanted = archiveLayouts(chosen);
  const named = (layout: Layout): string | undefined =>
    manifest.archives.find((archive) => archive.layout === layout)?.name;
  const [shared, own] = [named(wanted.shared), named(wanted.own)];
  return { ...(shared === undefined ? {} : { shared }), ...(own === undefined ? {} : { own }) };
}
