import { dirname, join } from 'pathe';
import { nodeAt } from '../../documents/source-node.js';
import { resolve } from './resolve-value.js';
import type { Resource } from './template-resources.js';

/** The property of a nested stack with its template, by resource type. */
const locations: Readonly<Record<string, string>> = {
  'AWS::Serverless::Application': 'Location',
  'AWS::CloudFormation::Stack': 'TemplateURL',
};

/**
 * The nested stacks whose templates are local files, relative to the project's root, without duplicates, in the template's
 * order.
 */
export function nestedTemplates(file: string, resources: readonly Resource[]): readonly string[] {
  const paths = resources.flatMap(({ type, node, scope }) => {
    const name = Object.hasOwn(locations, type) ? locations[type] : undefined;
    const location = name === undefined ? undefined : nodeAt(node, 'Properties', name);
    if (location === undefined) return [];
    const { value } = resolve(scope, location);
    return value.kind === 'known' ? [value.value] : value.kind === 'one-of' ? value.values : [];
  });
  const local = paths.filter((path) => path !== '' && !/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path));
  return [...new Set(local.map((path) => join(dirname(file), path)))];
}
