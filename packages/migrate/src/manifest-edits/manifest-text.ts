import { archiveDefaults, layouts, sortedRecord } from '@lambdazip/core/internal';
import { archiveValue, goValue, type ManifestContent, type ManifestValue } from './manifest-content.js';

export { extendManifest } from './extend-manifest.js';
export type { ManifestArchive, ManifestContent } from './manifest-content.js';

/**
 * The text of a new lambdazip.json: only what differs from the defaults, with sorted handlers. A single archive `lambda`
 * that all handlers share is at the top level; all others are under `archives`.
 */
export function makeManifest(content: ManifestContent): string {
  const { name, layout } = archiveDefaults;
  const { runtime = archiveDefaults.runtime, architecture = archiveDefaults.architecture } = content;
  const { variables = {}, archives } = content;
  const go = goValue(content.go);
  const [first, ...more] = archives;
  const isSingle = more.length === 0 && first?.name === name && !layouts[first.layout].archivePerHandler;
  const manifest: ManifestValue = {
    ...(runtime === archiveDefaults.runtime ? {} : { runtime }),
    ...(architecture === archiveDefaults.architecture ? {} : { architecture }),
    ...(isSingle && first.layout !== layout ? { layout: first.layout } : {}),
    ...(go === null ? {} : { go }),
    ...(Object.keys(variables).length === 0 ? {} : { variables: sortedRecord(variables) }),
    ...(isSingle
      ? archiveValue(first, {}, first.layout)
      : { archives: Object.fromEntries(archives.map((each) => [each.name, archiveValue(each)])) }),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
