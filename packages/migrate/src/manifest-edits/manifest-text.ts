import { sortedRecord } from '@lambdazip/core/internal';
import { archiveValue, goValue, type ManifestContent, type ManifestValue } from './manifest-content.js';

export { extendManifest } from './extend-manifest.js';
export type { ManifestArchive, ManifestContent } from './manifest-content.js';

/**
 * The text of a new lambdazip.json: what differs from the defaults, handlers sorted. One archive `lambda` of binaries
 * stands at the top, all others under `archives`.
 */
export function makeManifest(content: ManifestContent): string {
  const { runtime = 'provided.al2023', architecture = 'arm64', variables = {}, archives } = content;
  const go = goValue(content.go);
  const [first, ...more] = archives;
  const isSingle = more.length === 0 && first?.name === 'lambda' && first.layout === 'binaries';
  const manifest: ManifestValue = {
    ...(runtime === 'provided.al2023' ? {} : { runtime }),
    ...(architecture === 'arm64' ? {} : { architecture }),
    ...(go === null ? {} : { go }),
    ...(Object.keys(variables).length === 0 ? {} : { variables: sortedRecord(variables) }),
    ...(isSingle
      ? archiveValue(first)
      : { archives: Object.fromEntries(archives.map((each) => [each.name, archiveValue(each)])) }),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
