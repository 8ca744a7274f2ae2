import type { MigrationDiagnostic } from '../diagnostics/diagnose.js';
import type { ExplainedSource, ReadRequest, SourcesReading } from './function-source.js';
import { readTemplates } from './read-templates.js';
import { explainedSources } from './sources.js';
import {
  type ExplainedFormat,
  explainedFormatNames,
  isEditedFormat,
  type TemplateFormat,
} from './template-formats.js';
import type { Template } from './template-function.js';

/**
 * Reads templates in any format.
 *
 * @param paths relative to the project's root
 * @param format the format of all of them, if it cannot be detected
 * @returns templates first, in the order of the paths; then those that are only explained
 * @throws LambdazipError if one cannot be read at all
 */
export async function readSources(
  paths: readonly string[],
  format: TemplateFormat | undefined,
  request: ReadRequest,
): Promise<SourcesReading> {
  const { project } = request;
  const formatOf = (path: string) => explainedFormatOf(path, project.files, format);
  const templates: Template[] = [];
  const findings: MigrationDiagnostic[] = [];
  for (const each of explainedFormatNames) {
    const source: ExplainedSource = explainedSources[each];
    const own = paths.filter((path) => formatOf(path) === each);
    const read = own.length === 0 ? { templates: [], findings: [] } : await source.read(own, request);
    templates.push(...read.templates);
    findings.push(...read.findings);
  }
  const documents = paths.filter((path) => formatOf(path) === undefined);
  const written = await readTemplates(
    project,
    documents,
    format !== undefined && isEditedFormat(format) ? format : undefined,
  );
  return { templates: [...written.templates, ...templates], findings: [...written.findings, ...findings] };
}

/** The explained source of a path; undefined if it is a document. */
export function explainedFormatOf(
  path: string,
  files: readonly string[],
  chosen?: TemplateFormat,
): ExplainedFormat | undefined {
  // Later formats have more specific names: a cdk.json is an app whatever other names match.
  return explainedFormatNames.findLast(
    (format) => format === chosen || explainedSources[format].owns(path, files),
  );
}
