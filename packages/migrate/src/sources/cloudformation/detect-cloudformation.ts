import { type MapNode, nodeAt, plainValue, type SourceDocument } from '../../documents/source-node.js';
import { isService } from '../serverless/is-service.js';
import { resourcesOf } from './template-resources.js';
import { mapOrNull, scopeOf } from './template-scope.js';

/** Whether a document is a CloudFormation template without SAM features. */
export function isCloudFormation(document: SourceDocument): boolean {
  const resources = resourceMap(document);
  return resources !== null && !usesSam(document, resources);
}

/** Whether a document is a SAM template, by its transform or its resources. */
export function isSam(document: SourceDocument): boolean {
  const resources = resourceMap(document);
  return resources !== null && usesSam(document, resources);
}

function resourceMap(document: SourceDocument): MapNode | null {
  return isService(document) ? null : mapOrNull(nodeAt(document.root, 'Resources'));
}

function usesSam(document: SourceDocument, resources: MapNode): boolean {
  const transform = nodeAt(document.root, 'Transform');
  const transforms = transform === undefined ? [] : [plainValue(transform)].flat();
  return (
    transforms.some((name) => typeof name === 'string' && name.startsWith('AWS::Serverless')) ||
    resourcesOf(scopeOf(document), resources).some(({ type }) => type.startsWith('AWS::Serverless::'))
  );
}
