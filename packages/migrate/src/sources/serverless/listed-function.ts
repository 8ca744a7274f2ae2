import {
  allPairs,
  type ScalarNode,
  type SourceDocument,
  type SourceNode,
} from '../../documents/source-node.js';
import type { ServiceFindings } from './service-findings.js';
import { itemsOf, mapOf, type PlacedMap, type Section, sectionOf } from './service-section.js';
import type { VariableScope } from './variable-scope.js';

/** A function of a service whose settings have not been read yet. */
export interface ListedFunction {
  readonly id: string;
  readonly key: ScalarNode;
  /** The file that contains the key. */
  readonly keyDocument: SourceDocument;
  /** The function's own map, which may be in a different file than its key. */
  readonly section: Section;
  readonly own: PlacedMap;
}

/**
 * All functions of a service, in the order written: `functions` is a map or a list of maps, and any part may be
 * `${file(...)}`. Reports parts that cannot be read.
 */
export function listFunctions(
  scope: VariableScope,
  findings: ServiceFindings,
  service: Section,
): readonly ListedFunction[] {
  const listed = new Map<string, ListedFunction>();
  for (const { document, map } of functionMaps(scope, findings, sectionOf(scope, service, 'functions'))) {
    findings.checkKeys(document, map, '`functions`');
    for (const { key, value } of allPairs(map)) {
      const section = { document, node: value, found: scope.settle(document, value) };
      const own = mapOf(section);
      const first = listed.get(key.text);
      if (own === null) {
        if (section.found.kind !== 'absent') findings.unresolved(`function ${key.text}`, section);
      } else if (first === undefined) {
        listed.set(key.text, { id: key.text, key, keyDocument: document, section, own });
      } else {
        const { file, line } = findings.place(first.keyDocument, first.key);
        const what = `duplicate function ${key.text}, first defined on line ${line} of ${file}`;
        findings.contradiction(what, document, key);
      }
    }
  }
  return [...listed.values()];
}

function functionMaps(
  scope: VariableScope,
  findings: ServiceFindings,
  functions: Section | null,
): readonly PlacedMap[] {
  const maps: PlacedMap[] = [];
  // A file may include itself.
  const seen = new Set<SourceNode>();
  if (functions !== null) collect(functions);
  return maps;

  function collect(section: Section): void {
    const { found, document, node } = section;
    if (found.kind === 'absent') return;
    if (found.kind !== 'node' || found.node.kind === 'scalar') {
      findings.unresolved('`functions`', section);
    } else if (seen.has(found.node)) {
      findings.contradiction('`functions` contains the same section twice', document, node);
    } else {
      seen.add(found.node);
      const map = mapOf(section);
      if (map !== null) maps.push(map);
      for (const item of itemsOf(section))
        collect({ ...item, found: scope.settle(item.document, item.node) });
    }
  }
}
