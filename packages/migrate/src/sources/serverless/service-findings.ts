import type { Location } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import { linePosition } from '../../documents/line-position.js';
import type { MapNode, SourceDocument, SourceNode } from '../../documents/source-node.js';
import { type Section, sourceText } from './service-section.js';

/** The diagnostics of reading a service, without duplicates. */
export interface ServiceFindings {
  readonly diagnostics: readonly MigrationDiagnostic[];
  readonly place: (document: SourceDocument, node: SourceNode) => Location;
  /** A relevant value is unknown. */
  readonly unresolved: (what: string, section: Section) => void;
  readonly contradiction: (what: string, document: SourceDocument, node: SourceNode) => void;
  /** Reports the duplicate keys of a map. */
  readonly checkKeys: (document: SourceDocument, map: MapNode, name: string) => void;
  readonly report: (diagnostic: MigrationDiagnostic) => void;
}

/** @param display converts a path relative to the root to its name in messages */
export function serviceFindings(display: (path: string) => string): ServiceFindings {
  const diagnostics: MigrationDiagnostic[] = [];
  const said = new Set<string>();
  return { diagnostics, place, unresolved, contradiction, checkKeys, report };

  function place(document: SourceDocument, node: SourceNode): Location {
    return { file: display(document.file), ...linePosition(document.text, node.start) };
  }

  function unresolved(what: string, { document, node, found }: Section): void {
    if ('include' in found && found.include !== null) {
      const { path, reason, ...at } = found.include;
      report(diagnose('template-include-missing', { path, reason }, place(at.document, at.node)));
    } else {
      const text = sourceText(document, node);
      report(diagnose('template-value-unresolved', { what, text }, place(document, node)));
    }
  }

  function contradiction(what: string, document: SourceDocument, node: SourceNode): void {
    report(diagnose('template-contradiction', { what }, place(document, node)));
  }

  function checkKeys(document: SourceDocument, map: MapNode, name: string): void {
    const first = new Map<string, SourceNode>();
    for (const { key } of map.pairs) {
      const earlier = first.get(key.text);
      if (earlier === undefined) first.set(key.text, key);
      else {
        const { line } = place(document, earlier);
        contradiction(
          `duplicate key \`${key.text}\` in ${name}, first defined on line ${line}`,
          document,
          key,
        );
      }
    }
  }

  function report(diagnostic: MigrationDiagnostic): void {
    const { code, message, location } = diagnostic;
    const identity = JSON.stringify([code, message, location]);
    if (said.has(identity)) return;
    said.add(identity);
    diagnostics.push(diagnostic);
  }
}
