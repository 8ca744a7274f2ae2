import type { AnyDiagnostic } from '@lambdazip/core';
import type { CliContext } from '../context.js';
import type { Silenced } from './build-progress.js';
import { codeLine } from './code-frame.js';
import { isInteractive, paint } from './paint.js';
import { block, firstOf, hanging, joined, painted, rows, type Text, text } from './text.js';

/** More handlers than this are only counted; `--json` has all of them. */
const mostHandlers = 10;

/** A finding as text: the message, where (with the source line), and what to do. */
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
  const source = file === null || line === null ? undefined : context.readLines(file)?.[line - 1];
  if (source !== undefined && line !== null) {
    const frame = context.stderr.isTerminal ? terminalFrame : plainFrame;
    const { code: shown, caret } = frame(source, column, String(line).length, context);
    const gap = ' '.repeat(String(line).length);
    if (shown !== undefined) lines.push(text`${painted(dim, text` ${line} | `)}${shown}`);
    if (caret !== undefined) {
      const color = severity === 'error' ? red : yellow;
      lines.push(text`${painted(dim, text` ${gap} | `)}${caret}${painted(color, '^')}`);
    }
  }
  if (handlers.length > 0)
    lines.push(text`  ${painted(dim, 'handlers:')} ${firstOf(handlers, mostHandlers)}`);
  if (help !== null) lines.push(text`  ${painted(dim, 'help:')} ${sentence(help)}`);
  return rows(lines);
}

/** A sentence of a finding. The output of a program may add lines, which are indented. */
export function sentence(message: string, indent = '    '): Text {
  return hanging(block(message), indent);
}

/** Prints warnings to standard error. */
export function writeWarnings(warnings: readonly AnyDiagnostic[], context: CliContext): void {
  for (const warning of warnings) context.stderr.write(text`${diagnosticText(warning, context)}\n`);
}

/**
 * Prints the warnings of a build that are not silenced. One that an earlier build reported is printed again in CI and
 * wherever standard error is not a terminal.
 */
export function writeNewWarnings(
  warnings: readonly AnyDiagnostic[],
  silenced: Silenced,
  context: CliContext,
): void {
  const hidden = new Set(
    silenced.filter(({ why }) => why === 'acknowledged' || isInteractive(context)).map(({ index }) => index),
  );
  writeWarnings(
    warnings.filter((_, index) => !hidden.has(index)),
    context,
  );
}

/** The line of a frame, and the text before its caret; undefined if they are not shown. */
interface Frame {
  readonly code: Text | undefined;
  readonly caret: Text | undefined;
}

/** Within the width of the terminal: a line that wraps would move the caret away from its column. */
function terminalFrame(
  source: string,
  column: number | null,
  digits: number,
  { stderr }: Pick<CliContext, 'stderr'>,
): Frame {
  // The number, and ` `, ` | ` around it.
  const columns = Math.max(stderr.columns - digits - 4, 20);
  const trimmed = source.trimEnd();
  const isBehind = column !== null && column > trimmed.length;
  const { line, caret } = codeLine(isBehind ? source : trimmed, column, columns);
  return { code: line, caret: caret === undefined ? undefined : text`${' '.repeat(caret)}` };
}

/** The longest line that is printed to a pipe or a file. */
const longestLine = 200;

/** The unchanged line: the reader may not count columns as terminals do. */
function plainFrame(source: string, column: number | null): Frame {
  if (source.length > longestLine) return { code: undefined, caret: undefined };
  const code = block(source.trimEnd());
  if (column === null) return { code, caret: undefined };
  const before = String(block(source.slice(0, column - 1))).replace(/[^\t]/g, ' ');
  return { code, caret: block(before) };
}
