import type { Diagnostic } from '@lambdazip/core';
import type { CliContext } from '../context.js';
import { paint } from './paint.js';

/** A finding for a person: what, where with the line itself, and what to do. */
export function diagnosticText(diagnostic: Diagnostic, context: CliContext): string {
  const { code, severity, message, file, line, column, help, handlers = [] } = diagnostic;
  const colors = paint(context);
  const label = severity === 'error' ? colors.red(`error[${code}]`) : colors.yellow(`warning[${code}]`);
  const lines = [`${label}: ${colors.bold(message)}`];
  if (file !== null)
    lines.push(`  ${colors.dim('-->')} ${[file, line, column].filter((part) => part !== null).join(':')}`);
  const source = file === null || line === null ? undefined : sourceLine(file, line, context);
  if (source !== undefined) {
    const number = String(line);
    const gap = ' '.repeat(number.length);
    lines.push(colors.dim(` ${number} | `) + source.trimEnd());
    if (column !== null)
      lines.push(`${colors.dim(` ${gap} | `)}${source.slice(0, column - 1).replace(/[^\t]/g, ' ')}^`);
  }
  if (handlers.length > 0) lines.push(`  ${colors.dim('handlers:')} ${handlers.join(', ')}`);
  lines.push(`  ${colors.dim('help:')} ${help}`);
  return lines.join('\n');
}

/** Prints warnings to standard error. */
export function writeWarnings(warnings: readonly Diagnostic[], context: CliContext): void {
  for (const warning of warnings) context.stderr.write(`${diagnosticText(warning, context)}\n`);
}

function sourceLine(file: string, line: number, context: CliContext): string | undefined {
  const found = context.readLines(file)?.[line - 1];
  return found !== undefined && found.length <= 200 ? found : undefined;
}
