import { compareStrings } from '@lambdazip/core/internal';
import type { SourceDocument } from '../documents/source-node.js';
import { applyEdits, type TextEdit } from '../documents/text-edit.js';
import { unifiedDiff } from '../documents/unified-diff.js';
import type { WrittenTemplate } from '../sources/template-function.js';

/** Applies the edits of several templates to their files; a file that two templates include is changed once. */
export function editedFiles(
  edits: readonly ReadonlyMap<string, readonly TextEdit[]>[],
  templates: readonly WrittenTemplate[],
): readonly FileChange[] {
  const documents = new Map<string, SourceDocument>();
  for (const template of templates) for (const each of documentsOf(template)) documents.set(each.file, each);
  const byFile = new Map<string, TextEdit[]>();
  for (const [file, own] of edits.flatMap((each) => [...each])) {
    byFile.set(file, [...(byFile.get(file) ?? []), ...own]);
  }
  return [...byFile]
    .sort(([a], [b]) => compareStrings(a, b))
    .flatMap(([path, own]) => {
      const before = documents.get(path)?.text;
      // Only files that were read as part of a template are edited.
      if (before === undefined) throw new Error(`${path} is edited, but no template includes it`);
      const after = applyEdits(before, own);
      return after === before ? [] : [{ path, before, after }];
    });
}

/** A diff for each file that git can apply in the working directory. */
export function diffsOf(changes: readonly FileChange[], display: (path: string) => string) {
  return changes.map(({ path, before, after }) => ({
    file: display(path),
    kind: before === null ? ('create' as const) : ('change' as const),
    diff: unifiedDiff(display(path), before, after),
  }));
}

function documentsOf(template: WrittenTemplate): readonly SourceDocument[] {
  const { document, globalsDocument, servicePackageDocument, functions } = template;
  const sites = functions.flatMap(
    ({ runtime, handler, architectures, inheritedArchitectures, code, document: own }) => [
      own,
      ...[
        runtime,
        handler,
        architectures,
        inheritedArchitectures,
        code.kind === 'local' ? code.path : null,
      ].flatMap((setting) => setting?.sites.map((site) => site.document) ?? []),
    ],
  );
  return [document, globalsDocument, servicePackageDocument, ...sites].filter((each) => each !== undefined);
}

/** A file that a migration creates or changes, with its whole text. */
export interface FileChange {
  /** Relative to the project's root. */
  readonly path: string;
  /** null if the file is new. */
  readonly before: string | null;
  readonly after: string;
}
