import type { Diagnostic } from '@lambdazip/core/internal';
import { dirname, join, relative } from 'pathe';
import type { Template } from '../sources/template-function.js';
import type { ArchiveLayout } from './archive-layout.js';
import { editTemplate } from './edits/edit-template.js';
import type { FileChange } from './file-change.js';
import { editedFiles } from './file-changes.js';
import type { Decided } from './handler-keys.js';
import type { MoveTarget } from './move-target.js';

export interface TemplateChangesRequest {
  /** The manifest's directory, relative to the project's root. */
  readonly manifestDirectory: string;
  /** What the functions of an archive are to run on. */
  readonly targetOf: (archive: string) => MoveTarget;
  readonly display: (path: string) => string;
}

/** What the templates become when the functions that were decided move. */
export function templateChanges(
  templates: readonly Template[],
  decided: readonly Decided[],
  layout: ArchiveLayout,
  { manifestDirectory, targetOf, display }: TemplateChangesRequest,
): { readonly changes: readonly FileChange[]; readonly findings: readonly Diagnostic[] } {
  const edits = templates.map((template) => {
    const moves = decided.flatMap(({ function: each }) => {
      const place = layout.functions.get(each);
      if (place === undefined || !template.functions.includes(each)) return [];
      const { runtime, architecture, isTwoStep } = targetOf(place.archive);
      const archive = archivePath(template, join(manifestDirectory, place.path));
      const keepsGo1x =
        isTwoStep && each.runtime?.value.kind === 'known' && each.runtime.value.value === 'go1.x';
      return [
        {
          function: each,
          archive,
          runtime: keepsGo1x ? null : runtime,
          architecture,
          newHandler: place.newHandler,
        },
      ];
    });
    return editTemplate(template, moves, { display });
  });
  return {
    changes: editedFiles(
      edits.map((each) => each.edits),
      templates,
    ),
    findings: edits.flatMap((each) => each.findings),
  };
}

/** An archive as a template names it: relative to the template's directory. Both are relative to the project's root. */
export function archivePath(template: Template, path: string): string {
  const directory = `/${dirname(template.file)}`;
  return path.startsWith('../') ? join(relative(directory, '/'), path) : relative(directory, `/${path}`);
}
