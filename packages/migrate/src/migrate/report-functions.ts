import type { HandlerTarget, ProjectFiles } from '@lambdazip/core/internal';
import { type ArchiveLayout, manifestTarget } from '../decide/archive-layout.js';
import type { Decision } from '../decide/decision.js';
import { shownTarget } from '../decide/map-from-root.js';
import type { Template } from '../sources/template-function.js';
import type { MigratedFunction } from './migration-report.js';

/** The outcome of each function, for people and programs. */
export function reportFunctions(
  decisions: readonly Decision[],
  templates: readonly Template[],
  layout: ArchiveLayout,
  manifestDirectory: string,
  project: ProjectFiles,
): readonly MigratedFunction[] {
  return decisions.map((decision) => {
    const { function: each } = decision;
    const template = templates.find(({ functions }) => functions.some((own) => own === each));
    const place = layout.functions.get(each);
    const known = each.handler?.value;
    return {
      template: project.display(template?.file ?? each.file),
      id: each.id,
      location: each.location,
      outcome: decision.kind === 'decided' ? 'moved' : decision.kind,
      handler: decision.kind !== 'left' ? decision.handler : known?.kind === 'known' ? known.value : null,
      package:
        decision.kind === 'decided'
          ? written(manifestTarget(decision.candidate.target, manifestDirectory))
          : null,
      archive: place?.path ?? null,
      newHandler: place?.newHandler ?? null,
      evidence: decision.kind === 'decided' ? decision.candidate.evidence.map(({ text }) => text) : [],
      candidates:
        decision.kind === 'open'
          ? decision.candidates.map(({ target }) => shownTarget(target, project.display))
          : [],
      reason: decision.kind === 'decided' ? null : decision.reason,
    };
  });
}

function written(target: HandlerTarget): string | readonly string[] {
  return target.kind === 'package' ? target.pattern : target.files;
}
