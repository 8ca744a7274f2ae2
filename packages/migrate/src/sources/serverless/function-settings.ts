import { allPairs } from '../../documents/source-node.js';
import type { ArchitectureSetting, Resolved, Setting, SettingOrigin, Site } from '../template-function.js';
import type { ListedFunction } from './listed-function.js';
import type { ServiceFindings } from './service-findings.js';
import { itemsOf, mapOf, type Section, sectionOf, sourceText, textOf } from './service-section.js';
import type { VariableScope } from './variable-scope.js';

/** The context of reading one function. */
export interface FunctionReading {
  readonly scope: VariableScope;
  readonly findings: ServiceFindings;
  readonly listed: ListedFunction;
  readonly provider: Section | null;
  /** The service's `package`. */
  readonly servicePackage: Section | null;
}

/** A setting in a section. Reports nothing. */
export function settingOf({ findings }: FunctionReading, section: Section, origin: SettingOrigin): Setting {
  const { document, node, found } = section;
  const value = textOf(section);
  const resolved: Resolved =
    value === undefined ? { kind: 'unknown', text: sourceText(document, node) } : { kind: 'known', value };
  const sites: readonly Site[] =
    found.kind === 'node' && found.node.kind === 'scalar'
      ? [{ document: found.document, node: found.node, value: found.node.text }]
      : [];
  return { value: resolved, origin, location: findings.place(document, node), node, sites };
}

/** Reports a setting of the function if it is unknown. */
export function reportUnresolved(
  { findings, listed }: FunctionReading,
  name: string,
  section: Section | null,
  origin: SettingOrigin,
): void {
  if (section === null || textOf(section) !== undefined) return;
  findings.unresolved(`${name} of ${origin === 'provider' ? 'the service' : listed.id}`, section);
}

/** The function's runtime, otherwise the provider's, otherwise Node.js, the framework's default. */
export function readRuntime(reading: FunctionReading): Setting {
  const { scope, findings, listed, provider } = reading;
  for (const [from, origin] of [
    [listed.section, 'function'],
    [provider, 'provider'],
  ] as const) {
    const section = sectionOf(scope, from, 'runtime');
    if (section === null) continue;
    reportUnresolved(reading, 'runtime', section, origin);
    return settingOf(reading, section, origin);
  }
  // The default version depends on the framework's version; the family is enough.
  const location = findings.place(listed.keyDocument, listed.key);
  return { value: { kind: 'known', value: 'nodejs' }, origin: 'default', location, node: null, sites: [] };
}

/** Whether a runtime may run a Go program. */
export function mayBeGo({ value }: Setting): boolean {
  const goLike = (runtime: string): boolean => /^(go|provided)/i.test(runtime);
  if (value.kind === 'one-of') return value.values.some(goLike);
  return value.kind === 'unknown' || goLike(value.value);
}

/** `architecture`, a single value. */
export function readArchitecture(
  reading: FunctionReading,
  origin: 'function' | 'provider',
  matters: boolean,
): ArchitectureSetting | null {
  const from = origin === 'function' ? reading.listed.section : reading.provider;
  const section = sectionOf(reading.scope, from, 'architecture');
  if (section === null) return null;
  if (matters) reportUnresolved(reading, 'architecture', section, origin);
  const { value, location, node, sites } = settingOf(reading, section, origin);
  return { origin, values: [value], location, node, sites };
}

/** The function's own list replaces the provider's. */
export function countLayers({ scope, listed, provider }: FunctionReading): number {
  const layers = sectionOf(scope, listed.section, 'layers') ?? sectionOf(scope, provider, 'layers');
  // An unknown provider may have some or none.
  if (layers === null || layers === provider) return 0;
  // An unknown value counts as one.
  return layers.found.kind === 'node' && layers.found.node.kind === 'list' ? itemsOf(layers).length : 1;
}

/** Names in the provider's environment, then those that the function adds. */
export function environmentNames({ scope, listed, provider }: FunctionReading): readonly string[] {
  const names = [provider, listed.section].flatMap((from) => {
    const own = mapOf(sectionOf(scope, from, 'environment'));
    return own === null ? [] : allPairs(own.map).map(({ key }) => key.text);
  });
  return [...new Set(names)];
}
