import type { Location } from '@lambdazip/core/internal';
import { diagnose } from '../../diagnostics/diagnose.js';
import {
  concrete,
  type MapNode,
  nodeAt,
  type Pair,
  type SourceDocument,
} from '../../documents/source-node.js';
import { valuesOf } from '../resolved-values.js';
import type { Resolved, Setting, WrittenFunction } from '../template-function.js';
import type { ReadContext } from '../template-reading.js';
import { functionSource, propertyOf, type SettingSource, settingOf } from './function-setting.js';
import { lambdaFunction } from './lambda-function.js';
import { outcomeOf } from './resolve-value.js';
import { duplicatesOf, mapsOf } from './template-duplicates.js';
import { resourceOf } from './template-resources.js';
import { mapOrNull, type TemplateScope } from './template-scope.js';

type Report = ReadContext['report'];

/** Reports unknown and conflicting values of a function, unless it is definitely not Go. */
export function reportFunction(source: SettingSource, read: WrittenFunction, report: Report): void {
  const { id, scope, resource, location, locate } = source;
  const contradict = (what: string, at: Location): void =>
    report(diagnose('template-contradiction', { what }, at));
  const zip = settingOf(source, 'PackageType');
  const image =
    propertyOf(source.properties, 'ImageUri') ?? nodeAt(source.properties ?? undefined, 'Code', 'ImageUri');
  if (image !== undefined && isKnown(zip, 'Zip') && (read.runtime === null || mayBeGo(read)))
    contradict(`${id} has PackageType Zip and an ImageUri`, locate(image.start));
  if (!mayBeGo(read) && !mentionsGo(source)) return;
  reportDoubles(scope.document, mapsOf(resource), id, locate, report);
  if (!mayBeGo(read)) return;
  const unresolved = (name: string, value: Resolved, at: Location): void => {
    if (value.kind !== 'unknown') return;
    report(diagnose('template-value-unresolved', { what: `${name} of ${id}`, text: value.text }, at));
  };
  const { runtime, handler, code, architectures, inheritedArchitectures } = read;
  if (code.kind === 'image') return;
  if (runtime !== null) unresolved('Runtime', runtime.value, runtime.location);
  if (handler !== null) unresolved('Handler', handler.value, handler.location);
  if (code.kind === 'unknown') unresolved('code', code, code.location);
  for (const setting of [inheritedArchitectures, architectures]) {
    for (const value of setting?.values ?? [])
      unresolved('Architectures', value, setting?.location ?? location);
  }
  if (handler === null && code.kind !== 'inline' && runtime !== null && isGo(runtime) && !isIncluded(source))
    contradict(`${id} has the runtime ${valuesOf(runtime.value).join(' or ')} but no Handler`, location);
}

/** Reports duplicates in the whole template: sections, settings of the globals, function IDs. */
export function reportTemplate(
  scope: TemplateScope,
  globals: MapNode | null,
  context: ReadContext,
  locate: SettingSource['locate'],
): void {
  const { document } = scope;
  const root = mapOrNull(concrete(document.root));
  if (root === null) return;
  const read = ['Globals', 'Mappings', 'Parameters', 'Resources'];
  const sections = duplicatesOf(document, root).filter(({ key, equal }) => read.includes(key) && !equal);
  for (const { key, pairs } of sections) twice(`section ${key}`, pairs);
  const resources = mapOrNull(nodeAt(root, 'Resources'));
  for (const { key, pairs } of resources === null ? [] : duplicatesOf(document, resources)) {
    if (pairs.some(isGoFunction)) twice(`resource ID ${key}`, pairs);
  }
  const inherited = ['Globals', 'Function'];
  const outer = mapOrNull(nodeAt(root, 'Globals'));
  const maps = [outer, globals].filter((map) => map !== null);
  reportDoubles(document, maps, inherited.join('.'), locate, context.report);

  function twice(what: string, pairs: readonly Pair[]): void {
    const at = pairs.at(-1)?.key.start ?? 0;
    context.report(diagnose('template-contradiction', { what: `duplicate ${what}` }, locate(at)));
  }

  function isGoFunction({ key, value }: Pair): boolean {
    const node = mapOrNull(concrete(value));
    const source = node === null ? null : functionSource(resourceOf(scope, key, node), globals, context);
    return source !== null && mayBeGo(lambdaFunction(source));
  }
}

/** Whether its runtime can run Go, or is unknown. */
function mayBeGo({ runtime }: WrittenFunction): boolean {
  return runtime !== null && (runtime.value.kind === 'unknown' || valuesOf(runtime.value).some(isGoRuntime));
}

/** Whether one of several Runtimes can run Go, even if the last one cannot. */
function mentionsGo({ scope, properties }: SettingSource): boolean {
  const pairs = properties?.pairs.filter(({ key }) => key.text === 'Runtime') ?? [];
  return pairs.some(({ value }) => outcomeOf(scope, value).values.some(isGoRuntime));
}

function reportDoubles(
  document: SourceDocument,
  maps: readonly MapNode[],
  where: string,
  locate: SettingSource['locate'],
  report: Report,
): void {
  for (const { key, pairs } of maps
    .flatMap((map) => duplicatesOf(document, map))
    .filter(({ equal }) => !equal)) {
    const values = pairs.map(({ value }) => concrete(value)).filter((value) => value.kind === 'scalar');
    const shown = values.length === pairs.length ? `: ${values.map(({ text }) => text).join(' and ')}` : '';
    const what = `duplicate ${key} in ${where}${shown}`;
    report(diagnose('template-contradiction', { what }, locate(pairs.at(-1)?.key.start ?? 0)));
  }
}

function isKnown(setting: Setting | null, value: string): boolean {
  return setting?.value.kind === 'known' && setting.value.value === value;
}

function isGo({ value }: Setting): boolean {
  return value.kind !== 'unknown' && valuesOf(value).every(isGoRuntime);
}

function isGoRuntime(name: string): boolean {
  return /^(?:go|provided(?:\.|$))/.test(name);
}

/** Whether `AWS::Include` or another macro adds settings that are not in the file. */
function isIncluded({ properties }: SettingSource): boolean {
  return properties?.pairs.some(({ key }) => key.text.startsWith('Fn::')) === true;
}
