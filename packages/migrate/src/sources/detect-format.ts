import { allPairs, concrete, nodeAt, plainValue, type SourceDocument } from '../documents/source-node.js';
import { resourcesOf } from './cloudformation/template-resources.js';
import { mapOrNull, scopeOf } from './cloudformation/template-scope.js';
import type { TemplateFormat } from './template-function.js';

/** What a file is, by what stands in it; null where it is none of the formats. */
export function detectFormat(document: SourceDocument): TemplateFormat | null {
  const root = mapOrNull(concrete(document.root));
  if (root === null) return null;
  const keys = new Set(allPairs(root).map(({ key }) => key.text));
  if (keys.has('functions') || (keys.has('service') && keys.has('provider'))) return 'serverless';
  const resources = mapOrNull(nodeAt(root, 'Resources'));
  if (resources === null) return null;
  const transform = nodeAt(root, 'Transform');
  const transforms = transform === undefined ? [] : [plainValue(transform)].flat();
  const serverless =
    transforms.some((name) => typeof name === 'string' && name.startsWith('AWS::Serverless')) ||
    resourcesOf(scopeOf(document), resources).some(({ type }) => type.startsWith('AWS::Serverless::'));
  return serverless ? 'sam' : 'cloudformation';
}
