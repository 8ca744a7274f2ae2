import { archiveDefaults, type Runtime } from '@lambdazip/core/internal';
import { diagnose, type MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import {
  type ArchiveForTerraform,
  changesOf,
  elsewhere,
  type TerraformChange,
  type TerraformTarget,
} from './terraform-changes.js';
import type { TerraformFunction } from './terraform-function.js';
import { mayBeGo } from './terraform-function.js';

/** The changes to a Go function. */
export interface TerraformExplanation {
  readonly function: TerraformFunction;
  /** The path of its archive, relative to the project's root; null if no archive has its handler. */
  readonly archive: string | null;
  /** Empty if nothing has to change. Sorted by file and line. */
  readonly changes: readonly TerraformChange[];
}

export interface TerraformExplanations {
  readonly explanations: readonly TerraformExplanation[];
  readonly findings: readonly MigrationDiagnostic[];
}

export interface ExplainTerraformOptions {
  /** The runtime for Go functions that are in no archive. Default: `provided.al2023`. */
  readonly runtime?: Runtime | undefined;
  /** New Handlers of functions, by the functions' names. */
  readonly handlers?: ReadonlyMap<string, string> | undefined;
}

/**
 * Lists for every Go function the changes needed to deploy it from its archive. Functions on `go1.x` are Go; those on
 * `provided*` are Go if an archive has their handler. Images are ignored.
 */
export function explainTerraform(
  functions: readonly TerraformFunction[],
  archives: readonly ArchiveForTerraform[],
  options: ExplainTerraformOptions = {},
): TerraformExplanations {
  const targets = functions.flatMap((each): TerraformTarget[] => {
    const handler = options.handlers?.get(each.name) ?? each.attributes.handler?.value ?? null;
    const archive = archives.find(({ handlers }) => handler !== null && handlers.includes(handler));
    const runtime = archive?.runtime ?? options.runtime ?? archiveDefaults.runtime;
    return mayBeGo(each) ? [{ function: each, handler, archive, runtime }] : [];
  });
  const moved = targets.filter(
    (each) => each.archive !== undefined || each.function.attributes.runtime?.value === 'go1.x',
  );
  const changes = changesOf(functions, moved);
  return {
    findings: targets.flatMap(findingsOf),
    explanations: moved.map((each, index) => ({
      function: each.function,
      archive: each.archive?.path ?? null,
      changes: changes[index] ?? [],
    })),
  };
}

function findingsOf({ function: found, archive }: TerraformTarget): MigrationDiagnostic[] {
  const name = `aws_lambda_function.${found.name}`;
  const { runtime, handler } = found.attributes;
  if (runtime !== undefined && runtime.value === null && archive === undefined) {
    const values = { what: `runtime of ${name}`, text: runtime.text };
    return [diagnose('template-value-unresolved', values, runtime.location)];
  }
  if (archive === undefined) {
    const values = { name, handler: handler?.text ?? '(none)' };
    return [diagnose('terraform-handler-unknown', values, found.location)];
  }
  const where = elsewhere(found);
  return where === undefined ? [] : [diagnose('terraform-code-elsewhere', { name, where }, found.location)];
}
