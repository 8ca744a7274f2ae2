import { concrete, type MapNode, ownPair, type SourceNode } from '../../documents/source-node.js';
import { isNeeded } from '../edits/anchors.js';
import type { EditContext } from '../edits/edit-context.js';

const buildKeys: ReadonlySet<string> = new Set(['BuildMethod', 'BuildProperties', 'WorkingDirectory']);

interface BuildMetadata {
  readonly map: MapNode;
  /** The keys that define how to build. */
  readonly keys: readonly string[];
  readonly isAlias: boolean;
  readonly value: SourceNode;
}

/** SAM: removes the build settings of migrated functions. `sam build` does not change a zip, so nothing replaces them. */
export function editMetadata(context: EditContext): void {
  const found = context.moves.flatMap(({ function: each }) => {
    const metadata = each.buildMethod === null ? undefined : metadataOf(each.resource);
    return metadata === undefined ? [] : [{ each, metadata }];
  });
  for (const { each, metadata } of found) {
    const { map, keys, isAlias, value } = metadata;
    const isAll = keys.length === map.pairs.length;
    const parent = { map: each.resource, key: 'Metadata' };
    const gone = found
      .filter((other) => other.each.document === each.document)
      .map((other) => other.metadata.value);
    if ((isAlias && !isAll) || isNeeded(value, each.document.root, gone)) {
      const text = each.buildMethod ?? '';
      context.reportLeft(`\`Metadata\` of ${each.id}`, text, 'none', context.locate(each.document, value));
    } else if (isAll) {
      context.plan.change(each.document, each.resource, { kind: 'remove', key: 'Metadata' });
    } else {
      for (const key of keys) context.plan.change(each.document, map, { kind: 'remove', key }, parent);
    }
  }
}

function metadataOf(resource: MapNode): BuildMetadata | undefined {
  const pair = ownPair(resource, 'Metadata');
  const map = pair === undefined ? undefined : concrete(pair.value);
  if (pair === undefined || map?.kind !== 'map') return undefined;
  const method = ownPair(map, 'BuildMethod');
  const how = method === undefined ? undefined : concrete(method.value);
  if (how?.kind !== 'scalar' || !/^(go1\.x|makefile)$/i.test(how.text)) return undefined;
  const keys = map.pairs.map(({ key }) => key.text).filter((key) => buildKeys.has(key));
  return { map, keys, isAlias: pair.value.kind === 'alias', value: pair.value };
}
