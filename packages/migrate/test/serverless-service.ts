import type { ProjectFiles } from '../../core/src/project/project-files.js';
import type { MigrationDiagnostic } from '../src/diagnostics/diagnose.js';
import { parseSource } from '../src/documents/parse-source.js';
import type { SourceDocument } from '../src/documents/source-node.js';
import { readServerless } from '../src/sources/serverless/read-serverless.js';
import type { Setting, WrittenTemplate } from '../src/sources/template-function.js';

/** A project with the given files. */
export function memoryProject(files: Readonly<Record<string, string>>): ProjectFiles {
  return {
    root: '/project',
    files: Object.keys(files).sort(),
    links: [],
    outside: () => [],
    namesIn: async () => [],
    read: async (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    display: (path) => path,
  };
}

export function parsed(file: string, text: string): SourceDocument {
  const reading = parseSource(file, text);
  if (reading.kind === 'refused') throw new Error(`${file}: ${reading.problem.message}`);
  return reading.document;
}

/** Reads `serverless.yml`, or the given file, of a project in memory. */
export async function readService(
  files: Readonly<Record<string, string>>,
  file = 'serverless.yml',
): Promise<{ readonly template: WrittenTemplate; readonly findings: readonly MigrationDiagnostic[] }> {
  const findings: MigrationDiagnostic[] = [];
  const document = parsed(file, files[file] ?? '');
  const template = await readServerless(document, {
    project: memoryProject(files),
    report: (finding) => findings.push(finding),
  });
  return { template, findings };
}

/** A finding as one line: `code file:line:column message`. */
export function described({ code, location, message }: MigrationDiagnostic): string {
  const { file, line, column } = location;
  return `${code} ${file}:${line}:${column} ${message}`;
}

/** A setting as one line: its value (`?` before one that cannot be resolved), its origin, and the lines of its literals. */
export function describedSetting(setting: Setting | null | undefined): string | null {
  if (setting === null || setting === undefined) return null;
  const { value, origin, location, sites } = setting;
  const shown =
    value.kind === 'known'
      ? value.value
      : value.kind === 'unknown'
        ? `?${value.text}`
        : value.values.join('|');
  const literals = sites.map(({ document, node }) => {
    const line = document.text.slice(0, node.start).split('\n').length;
    return `${document.file}:${line}`;
  });
  return `${shown} (${[`${origin} ${location.file}:${location.line}`, ...literals].join(' <- ')})`;
}
