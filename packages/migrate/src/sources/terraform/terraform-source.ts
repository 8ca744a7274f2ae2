import type { Location } from '@lambdazip/core/internal';
import { diagnose, failureOf, type MigrationDiagnostic } from '../../diagnostics/diagnose.js';
import type {
  ExplainedMove,
  ExplainedSource,
  Explanation,
  ReadRequest,
  SourcesReading,
} from '../function-source.js';
import { sourceDefaults } from '../source-defaults.js';
import type { TerraformTemplate } from '../template-function.js';
import { explainTerraform } from './explain-terraform.js';
import { readTerraform } from './read-terraform.js';
import { isTerraform, terraformTemplate } from './terraform-template.js';

/** Terraform modules: all files in a directory. */
export const terraform: ExplainedSource<TerraformTemplate> = {
  ...sourceDefaults,
  does: 'explain',
  // SAM also builds the functions of a module, if its hook is used.
  tool: 'sam',
  toolBuilds: true,
  owns: isTerraform,
  inDirectory: (names) => (names.some((name) => name.endsWith('.tf')) ? '.' : undefined),
  read: readModules,
  explain: (template, { moves }) => explainModule(template, moves),
};

async function readModules(
  paths: readonly string[],
  { project, parseTerraform }: Pick<ReadRequest, 'project' | 'parseTerraform'>,
): Promise<SourcesReading<TerraformTemplate>> {
  const templates: TerraformTemplate[] = [];
  const findings: MigrationDiagnostic[] = [];
  for (const path of paths) {
    const module = await readTerraform(path, {
      project,
      parseTerraform,
      report: (each) => findings.push(each),
    });
    const refusal = findings.find(({ severity }) => severity === 'error');
    if (refusal !== undefined) throw failureOf(refusal, findings);
    const isRead = templates.some((each) => each.module.directory === module?.directory);
    if (module !== undefined && !isRead) templates.push(terraformTemplate(module));
  }
  return { templates, findings };
}

/** Lists the lines of a module to change by hand. */
function explainModule(
  { module, functions }: TerraformTemplate,
  moves: readonly ExplainedMove[],
): Explanation {
  const explanations = moves.map((move): Explanation => {
    const { archive: path, runtime, architecture, handler, isNewHandler } = move;
    const source = functions.find((each) => each === move.function);
    if (source === undefined) return { changes: [], lines: [], findings: [] };
    const { explanations } = explainTerraform(
      module.functions,
      [{ path, runtime, architecture, handlers: [handler] }],
      { runtime, ...(isNewHandler ? { handlers: new Map([[source.block.name, handler]]) } : {}) },
    );
    const own = explanations.find((explanation) => explanation.function === source.block);
    const value = source.runtime?.value;
    const findings =
      value?.kind === 'unknown' && !move.keepsRuntime
        ? [leftRuntime(source.id, value.text, runtime, source.runtime?.location)]
        : [];
    return { changes: own?.changes ?? [], lines: [], findings };
  });
  const changes = explanations.flatMap((each) => each.changes);
  return {
    // Functions that share a variable share its change.
    changes: [...new Map(changes.map((each) => [JSON.stringify(each), each])).values()],
    lines: [],
    findings: explanations.flatMap(({ findings }) => findings),
  };
}

function leftRuntime(
  id: string,
  text: string,
  wanted: string,
  location: Location | undefined,
): MigrationDiagnostic {
  return diagnose('migrate-value-left', { setting: `\`Runtime\` of ${id}`, text, wanted }, location);
}
