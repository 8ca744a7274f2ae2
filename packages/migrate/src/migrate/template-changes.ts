import type { DeployedArchive } from '@lambdazip/core/internal';
import { dirname, join, relative } from 'pathe';
import type { ArchiveLayout, FunctionPlace } from '../decide/archive-layout.js';
import type { Decided } from '../decide/handler-keys.js';
import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { ExplainedMove } from '../sources/function-source.js';
import { editTemplate, explainTemplate, isWritten } from '../sources/sources.js';
import type { Template, TemplateFunction } from '../sources/template-function.js';
import type { FileChange } from './file-changes.js';
import { editedFiles } from './file-changes.js';
import type { MigrateInstruction } from './migration-report.js';
import type { MoveTarget } from './move-target.js';

export interface TemplateChangesRequest {
  /** The manifest's directory, relative to the project's root. */
  readonly manifestDirectory: string;
  /** The runtime and architecture of the functions of an archive. */
  readonly targetOf: (archive: string) => MoveTarget;
  readonly display: (path: string) => string;
}

export interface TemplateChanges {
  readonly changes: readonly FileChange[];
  /** Changes to make by hand. */
  readonly instructions: readonly MigrateInstruction[];
  /** Lines for apps that create functions. */
  readonly lines: readonly string[];
  readonly findings: readonly MigrationDiagnostic[];
}

/**
 * The changes to the templates for the decided functions, or the changes to make by hand.
 *
 * @param archives all archives of the manifest; see `manifestArchives`
 */
export function templateChanges(
  templates: readonly Template[],
  decided: readonly Decided[],
  layout: ArchiveLayout,
  archives: readonly DeployedArchive[],
  { manifestDirectory, targetOf, display }: TemplateChangesRequest,
): TemplateChanges {
  const handlers = new Map(decided.map(({ function: each, handler }) => [each, handler]));
  const written = templates.filter(isWritten);
  const changed = templates.map((template) => {
    if (isWritten(template)) {
      const moves = movesOf(template.functions, ({ each, place, target, keepsRuntime }) => ({
        function: each,
        archive: archivePath(template, join(manifestDirectory, place.path)),
        runtime: keepsRuntime ? null : target.runtime,
        architecture: target.architecture,
        newHandler: place.newHandler,
      }));
      const { edits, findings } = editTemplate(template, moves, { display });
      return { edits, findings, changes: [], lines: [] };
    }
    const functions: readonly TemplateFunction[] = template.functions;
    const moves = movesOf(
      functions,
      ({ each, place, target, keepsRuntime, handler }): ExplainedMove => ({
        function: each,
        handler: place.newHandler ?? handler,
        isNewHandler: place.newHandler !== null,
        archive: join(manifestDirectory, place.path),
        runtime: target.runtime,
        keepsRuntime,
        architecture: target.architecture,
      }),
    );
    return { edits: new Map<string, never>(), ...explainTemplate(template, { moves, archives }) };
  });
  return {
    changes: editedFiles(
      changed.map(({ edits }) => edits),
      written,
    ),
    instructions: changed.flatMap(({ changes }) => changes),
    lines: changed.flatMap(({ lines }) => lines),
    findings: changed.flatMap(({ findings }) => findings),
  };

  function movesOf<Fn extends TemplateFunction, Move>(
    functions: readonly Fn[],
    moveOf: (moved: Moved<Fn>) => Move,
  ): readonly Move[] {
    return functions.flatMap((each) => {
      const handler = handlers.get(each);
      const place = layout.functions.get(each);
      if (handler === undefined || place === undefined) return [];
      const target = targetOf(place.archive);
      const value = each.runtime?.value;
      const keepsRuntime = target.isTwoStep && value?.kind === 'known' && value.value === 'go1.x';
      return [moveOf({ each, handler, place, target, keepsRuntime })];
    });
  }
}

interface Moved<Fn extends TemplateFunction> {
  readonly each: Fn;
  readonly handler: string;
  readonly place: FunctionPlace;
  readonly target: MoveTarget;
  /** Whether the function stays on go1.x for now. */
  readonly keepsRuntime: boolean;
}

/** The path of an archive relative to the template's directory. Both arguments are relative to the project's root. */
export function archivePath(template: Pick<Template, 'file'>, path: string): string {
  const directory = `/${dirname(template.file)}`;
  return path.startsWith('../') ? join(relative(directory, '/'), path) : relative(directory, `/${path}`);
}
