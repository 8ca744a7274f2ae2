import { extname } from 'pathe';
import { diagnose } from '../diagnostics/diagnose.js';
import { parseSource } from '../documents/parse-source.js';
import { detectFormat, editedSources } from './sources.js';
import type { EditedFormat } from './template-formats.js';
import type { WrittenTemplate } from './template-function.js';
import type { ReadContext } from './template-reading.js';

const languages: ReadonlyMap<string, string> = new Map([
  ['.ts', 'TypeScript'],
  ['.mts', 'TypeScript'],
  ['.cts', 'TypeScript'],
  ['.js', 'JavaScript'],
  ['.mjs', 'JavaScript'],
  ['.cjs', 'JavaScript'],
]);

/**
 * Reads one template. Nested stacks are listed but not read.
 *
 * @param file relative to the project's root
 * @param format its format, if it cannot be detected from the content
 * @returns undefined if it could not be read, which is reported as an error: `template-unreadable`,
 * `template-language-unsupported`, `template-syntax`, `template-format-unknown`
 */
export async function readTemplate(
  file: string,
  context: ReadContext,
  format?: EditedFormat,
): Promise<WrittenTemplate | undefined> {
  const { project, report } = context;
  const shown = project.display(file);
  const place = { file: shown, line: null, column: null };
  const language = languages.get(extname(file).toLowerCase());
  if (language !== undefined) {
    report(diagnose('template-language-unsupported', { file: shown, language }, place));
    return undefined;
  }
  const text = await project.read(file);
  if (text === undefined) {
    const kind = project.files.includes(file) ? 'larger than 2 MiB' : 'file not found';
    report(
      diagnose('template-unreadable', { file: shown, reason: project.unreadable?.(file) ?? kind }, place),
    );
    return undefined;
  }
  const reading = parseSource(file, text);
  if (reading.kind === 'refused') {
    const { message, line, column } = reading.problem;
    report(diagnose('template-syntax', { problem: message }, { file: shown, line, column }));
    return undefined;
  }
  const { document } = reading;
  const detected = format ?? detectFormat(document);
  if (detected === null) {
    report(diagnose('template-format-unknown', { file: shown }, place));
    return undefined;
  }
  return await editedSources[detected].read(document, context);
}
