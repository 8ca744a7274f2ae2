import { allPairs, concrete, type SourceDocument } from '../../documents/source-node.js';

/** Whether a document is a service of the Serverless Framework. */
export function isService({ root }: SourceDocument): boolean {
  const map = concrete(root);
  if (map.kind !== 'map') return false;
  const keys = new Set(allPairs(map).map(({ key }) => key.text));
  return keys.has('functions') || (keys.has('service') && keys.has('provider'));
}
