import { type MapNode, nodeAt, plainValue, type SourceNode } from '../../documents/source-node.js';
import type { FunctionCode, PackageLists } from '../template-function.js';
import { type FunctionReading, reportUnresolved, settingOf } from './function-settings.js';
import { itemsOf, type Section, sectionOf, sourceText, textOf } from './service-section.js';

/** The function's own artifact, otherwise the service's, unless the function is packaged individually. */
export function readCode(reading: FunctionReading, matters: boolean): FunctionCode {
  const { scope, findings, listed, servicePackage } = reading;
  const image = sectionOf(scope, listed.section, 'image');
  if (image !== null) return { kind: 'image', location: findings.place(image.document, image.node) };
  const own = sectionOf(scope, ownPackage(reading), 'artifact');
  const alone = isTrue(sectionOf(scope, ownPackage(reading), 'individually'));
  const artifact = own ?? (alone ? null : sectionOf(scope, servicePackage, 'artifact'));
  if (artifact === null) return { kind: 'service' };
  const origin = own === null ? 'provider' : 'function';
  if (matters) reportUnresolved(reading, 'package.artifact', artifact, origin);
  const location = findings.place(artifact.document, artifact.node);
  const path = textOf(artifact);
  if (path === undefined)
    return { kind: 'unknown', text: sourceText(artifact.document, artifact.node), location };
  if (isBucketAddress(path)) return { kind: 's3', location };
  return { kind: 'local', path: settingOf(reading, artifact, origin) };
}

/** The file patterns of a function: `exclude` negated, then `include`, then `patterns`. */
export function readPatterns(reading: FunctionReading): readonly string[] {
  const section = ownPackage(reading);
  const listed = (key: string): readonly string[] =>
    itemsOf(sectionOf(reading.scope, section, key)).map(({ document, node }) => {
      return (
        textOf({ document, node, found: reading.scope.settle(document, node) }) ?? sourceText(document, node)
      );
    });
  const excluded = listed('exclude').map((pattern) =>
    pattern.startsWith('!') ? pattern.slice(1) : `!${pattern}`,
  );
  return [...excluded, ...listed('include'), ...listed('patterns')];
}

/**
 * The lists of a package as written.
 *
 * @param service the top-level `package`
 * @param own the function's own map
 */
export function packageListsOf(
  service: MapNode | null,
  own: MapNode | null,
  individually: boolean,
): PackageLists {
  const ownNode = nodeAt(own ?? undefined, 'package');
  const counting = [service ?? undefined, ...(individually ? [ownNode] : [])];
  return {
    patterns: counting.flatMap((node) => [
      ...textsOf(nodeAt(node, 'exclude')).map((pattern) => `!${pattern}`),
      ...textsOf(nodeAt(node, 'include')),
      ...textsOf(nodeAt(node, 'patterns')),
    ]),
    named: ['patterns', 'include'].flatMap((key) => {
      const list = nodeAt(ownNode, key);
      if (list?.kind !== 'list') return [];
      const texts = list.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : []));
      return texts.filter((text) => !/^!|[*?{[]/.test(text));
    }),
  };
}

function textsOf(node: SourceNode | undefined): readonly string[] {
  const value = node === undefined ? [] : plainValue(node);
  return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
}

/** Whether the function gets its own archive. */
export function isIndividual(reading: FunctionReading): boolean {
  const { scope, servicePackage } = reading;
  const sections = [ownPackage(reading), servicePackage];
  return sections.some((section) => isTrue(sectionOf(scope, section, 'individually')));
}

export function ownPackage({ scope, listed }: FunctionReading): Section | null {
  return sectionOf(scope, listed.section, 'package');
}

function isTrue(section: Section | null): boolean {
  return textOf(section) === 'true';
}

/** The framework accepts both address styles of archives in S3. */
function isBucketAddress(path: string): boolean {
  return (
    /^s3:\/\//.test(path) ||
    /^(?:https?:\/\/)?(?:[^/\s]+\.)?s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com\//i.test(path)
  );
}
