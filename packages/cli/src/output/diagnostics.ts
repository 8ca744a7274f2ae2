import type { AnyDiagnostic } from '@lambdazip/core';
import type { CliContext } from '../context.js';
import { paint } from './paint.js';
import { block, hanging, joined, painted, rows, type Text, text } from './text.js';

/** A finding for a person: what, where with the line itself, and what to do. */
export function diagnosticText(diagnostic: AnyDiagnostic, context: CliContext): Text {
  const { code, severity, message, help, location, handlers = [] } = diagnostic;
  const { file, line, column } = location;
  const { bold, dim, red, yellow } = paint(context);
  const label =
    severity === 'error' ? painted(red, text`error[${code}]`) : painted(yellow, text`warning[${code}]`);
  const lines = [text`${label}: ${painted(bold, sentence(message))}`];
  if (file !== null) {
    const place = [file, line, column].filter((part) => part !== null);
    lines.push(text`  ${painted(dim, '-->')} ${joined(place, ':')}`);
  }
  const source = file === null || line === null ? undefined : sourceLine(file, line, context);
  if (source !== undefined) {
    const number = String(line);
    const gap = ' '.repeat(number.length);
    lines.push(text`${painted(dim, text` ${number} | `)}${block(source.trimEnd())}`);
    if (column !== null) {
      const before = String(block(source.slice(0, column - 1))).replace(/[^\t]/g, ' ');
      lines.push(text`${painted(dim, text` ${gap} | `)}${block(before)}^`);
    }
  }
  if (handlers.length > 0) lines.push(text`  ${painted(dim, 'handlers:')} ${joined(handlers, ', ')}`);
  if (help !== null) lines.push(text`  ${painted(dim, 'help:')} ${sentence(help)}`);
  return rows(lines);
}

/** A sentence of a finding. What a program printed may give it more lines; they are indented. */
export function sentence(message: string, indent = '    '): Text {
  return hanging(block(message), indent);
}

/** Prints warnings to standard error. */
export function writeWarnings(warnings: readonly AnyDiagnostic[], context: CliContext): void {
  for (const warning of warnings) context.stderr.write(text`${diagnosticText(warning, context)}\n`);
}

function sourceLine(file: string, line: number, context: CliContext): string | undefined {
  const found = context.readLines(file)?.[line - 1];
  return found !== undefined && found.length <= 200 ? found : undefined;
}
