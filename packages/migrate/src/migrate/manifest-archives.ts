import type { DeployedArchive } from '@lambdazip/core/internal';
import { archiveNameOf, defaultOutDir, hasWildcard } from '@lambdazip/core/internal';
import { join } from 'pathe';
import type { ArchiveLayout } from '../decide/archive-layout.js';
import type { KnownManifest } from './known-manifest.js';
import type { TemplateChangesRequest } from './template-changes.js';

/** The archives of an existing manifest, and those to add. Zips are relative to the project's root. */
export function manifestArchives(
  layout: ArchiveLayout,
  known: KnownManifest | undefined,
  { targetOf, manifestDirectory }: Pick<TemplateChangesRequest, 'targetOf' | 'manifestDirectory'>,
): readonly DeployedArchive[] {
  const handlers = new Map<string, { readonly archive: string; readonly handler: string }[]>();
  const add = (path: string, archive: string, handler: string): void => {
    handlers.set(path, [...(handlers.get(path) ?? []), { archive, handler }]);
  };
  for (const { name, layout: kind, handlers: own } of known?.manifest.archives ?? []) {
    for (const { key } of own.filter((each) => !hasWildcard(each.key))) {
      add(
        join(manifestDirectory, known?.outDir ?? defaultOutDir, `${archiveNameOf(kind, name, key)}.zip`),
        name,
        key,
      );
    }
  }
  for (const { archive, path, key } of layout.functions.values())
    add(join(manifestDirectory, path), archive, key);
  return [...handlers].map(([filename, own]) => {
    const { runtime, architecture } = targetOf(own[0]?.archive ?? '');
    return { filename, runtime, architecture, handlers: own.map(({ handler }) => ({ handler })) };
  });
}
