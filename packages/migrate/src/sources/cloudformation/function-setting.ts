import type { Location } from '@lambdazip/core/internal';
import { lambdaDefaultArchitecture } from '@lambdazip/core/internal';
import { linePosition } from '../../documents/line-position.js';
import { concrete, type MapNode, nodeAt, pairOf, type SourceNode } from '../../documents/source-node.js';
import type { ArchitectureSetting, Setting } from '../template-function.js';
import type { ReadContext } from '../template-reading.js';
import { known, type Outcome, settled, withFallback } from './outcome.js';
import { resolveItems } from './resolve-list.js';
import { outcomeOf } from './resolve-value.js';
import type { Resource } from './template-resources.js';
import { mapOrNull, sourceText, type TemplateScope } from './template-scope.js';

/** The location of one function's settings. */
export interface SettingSource {
  readonly id: string;
  /** An `AWS::Serverless::Function`, not an `AWS::Lambda::Function`. */
  readonly serverless: boolean;
  readonly scope: TemplateScope;
  /** Of the ID. */
  readonly location: Location;
  readonly resource: MapNode;
  readonly properties: MapNode | null;
  /** `Globals.Function`, for functions that inherit from it. */
  readonly globals: MapNode | null;
  readonly locate: (offset: number) => Location;
}

/** The location of a resource's settings; null if it is not a function. */
export function functionSource(
  { id, key, node, scope, type }: Resource,
  globals: MapNode | null,
  context: ReadContext,
): SettingSource | null {
  const serverless = type === 'AWS::Serverless::Function';
  if (!serverless && type !== 'AWS::Lambda::Function') return null;
  const locate = locator(context, scope);
  return {
    id,
    serverless,
    scope,
    location: locate(key.start),
    resource: node,
    properties: mapOrNull(nodeAt(node, 'Properties')),
    globals: serverless ? globals : null,
    locate,
  };
}

/** Converts offsets in the document of a scope to locations. */
export function locator({ project }: ReadContext, { document }: TemplateScope): SettingSource['locate'] {
  const file = project.display(document.file);
  return (offset) => ({ file, ...linePosition(document.text, offset) });
}

/** The value of a property as written; undefined if missing or empty. */
export function propertyOf(map: MapNode | null, name: string): SourceNode | undefined {
  const value = map === null ? undefined : pairOf(map, name)?.value;
  if (value === undefined) return undefined;
  const target = concrete(value);
  return target.kind === 'scalar' && target.value === null ? undefined : value;
}

/** A string setting: the function's own takes precedence over that of the globals. */
export function settingOf(source: SettingSource, name: string): Setting | null {
  const { scope, properties, globals, locate } = source;
  const own = propertyOf(properties, name);
  const inherited = propertyOf(globals, name);
  const fallback = inherited === undefined ? null : outcomeOf(scope, inherited);
  if (own !== undefined) {
    const outcome = outcomeOf(scope, own);
    if (!isNothing(outcome)) return setting(withFallback(outcome, fallback), own, 'function');
  }
  if (inherited === undefined || fallback === null || isNothing(fallback)) return null;
  return setting(fallback, inherited, 'globals');

  function setting(outcome: Outcome, node: SourceNode, origin: 'function' | 'globals'): Setting {
    return { ...settled(outcome, sourceText(scope, node)), origin, location: locate(node.start), node };
  }
}

/** `Architectures` of the function and of the globals. */
export function architecturesOf(
  source: SettingSource,
): Readonly<Record<'architectures' | 'inheritedArchitectures', ArchitectureSetting | null>> {
  const { scope, globals, properties, locate } = source;
  // Lambda's default.
  const none = [known(lambdaDefaultArchitecture)];
  const inheritedNode = propertyOf(globals, 'Architectures');
  const ownNode = propertyOf(properties, 'Architectures');
  const inherited = setting(inheritedNode, 'globals', none);
  const own = setting(ownNode, 'function', inherited === null ? none : inherited.values.map(outcome));
  return { architectures: own, inheritedArchitectures: inherited };

  function setting(
    node: SourceNode | undefined,
    origin: 'function' | 'globals',
    fallback: readonly Outcome[],
  ): ArchitectureSetting | null {
    const items = node === undefined ? null : resolveItems(scope, node, fallback);
    return node === undefined || items === null
      ? null
      : { ...items, origin, location: locate(node.start), node };
  }
}

function outcome(value: ArchitectureSetting['values'][number]): Outcome {
  const base = known('');
  if (value.kind === 'unknown') return { ...base, values: [], unknown: true };
  return { ...base, values: value.kind === 'known' ? [value.value] : value.values };
}

/** Omitted in every case. */
function isNothing({ values, unknown, absent }: Outcome): boolean {
  return absent && !unknown && values.length === 0;
}
