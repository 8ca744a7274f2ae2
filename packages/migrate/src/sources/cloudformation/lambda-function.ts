import { concrete, nodeAt, type SourceNode } from '../../documents/source-node.js';
import type { WrittenFunction } from '../template-function.js';
import { lambdaCode, serverlessCode } from './function-code.js';
import { architecturesOf, propertyOf, type SettingSource, settingOf } from './function-setting.js';
import { intrinsicOf } from './intrinsic.js';
import { countItems } from './resolve-list.js';
import { resolve } from './resolve-value.js';
import { plainPairs } from './template-scope.js';

/** The function with these settings. */
export function lambdaFunction(source: SettingSource): WrittenFunction {
  const { id, serverless, location, scope, resource, properties } = source;
  const name = settingOf(source, 'FunctionName');
  return {
    id,
    ...(name === null ? {} : { name: name.value }),
    format: serverless ? 'sam' : 'cloudformation',
    location,
    file: scope.document.file,
    document: scope.document,
    resource,
    properties,
    runtime: settingOf(source, 'Runtime'),
    handler: settingOf(source, 'Handler'),
    code: serverless ? serverlessCode(source) : lambdaCode(source),
    ...architecturesOf(source),
    buildMethod: metadataOf(source, 'BuildMethod'),
    buildDirectory: metadataOf(source, 'WorkingDirectory'),
    layers: layersOf(source),
    environment: environmentOf(source),
  };
}

function metadataOf({ scope, resource }: SettingSource, name: string): string | null {
  const node = nodeAt(resource, 'Metadata', name);
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return null;
  const { value } = resolve(scope, node);
  return value.kind === 'known'
    ? value.value
    : value.kind === 'unknown'
      ? value.text
      : (value.values[0] ?? null);
}

function layersOf({ scope, properties, globals }: SettingSource): number {
  const lists = [propertyOf(globals, 'Layers'), propertyOf(properties, 'Layers')];
  return lists.reduce((sum, list) => sum + (list === undefined ? 0 : countItems(scope, list)), 0);
}

function environmentOf({ properties, globals }: SettingSource): readonly string[] {
  const names = [globals, properties].flatMap((map) =>
    map === null ? [] : namesOf(nodeAt(map, 'Environment', 'Variables')),
  );
  return [...new Set(names)];
}

/** The keys of a map; of both branches if it is an `!If`. */
function namesOf(node: SourceNode | undefined): readonly string[] {
  if (node === undefined) return [];
  const target = concrete(node);
  const intrinsic = intrinsicOf(target);
  const argument = intrinsic?.name === 'If' ? concrete(intrinsic.argument) : null;
  if (argument?.kind === 'list') return argument.items.slice(1, 3).flatMap(namesOf);
  return intrinsic === null && target.kind === 'map' ? plainPairs(target).map(({ key }) => key.text) : [];
}
