import type { CliContext, TextStream } from '../context.js';
import { type ExitStatus, exitStatus, isLambdazipError } from '../exit-status.js';
import { diagnosticText, sentence } from './diagnostics.js';
import { paint } from './paint.js';
import { block, jsonText, painted, text } from './text.js';

/** The document that `--json` prints for a failure. */
export function failureDocument(error: unknown) {
  if (isLambdazipError(error)) {
    return { error: { code: error.code, message: error.message }, diagnostics: error.diagnostics };
  }
  return {
    error: {
      code: error instanceof Error && error.name === 'Interruption' ? 'interrupted' : 'unexpected',
      message: messageOf(error),
    },
    diagnostics: [],
  };
}

/** Writes a document as indented JSON. */
export function writeJson(stream: TextStream, document: unknown): void {
  stream.write(jsonText(document, 2));
}

/** Prints an error as text. */
export function writeFailure(error: unknown, status: ExitStatus, context: CliContext): void {
  const { stderr } = context;
  const { red } = paint(context);
  if (status === exitStatus.interrupted || status === exitStatus.terminated || status === exitStatus.hangup) {
    stderr.write(text`Interrupted; nothing was written.\n`);
    return;
  }
  if (!isLambdazipError(error)) {
    writeInternalError(error, context);
    return;
  }
  for (const diagnostic of error.diagnostics) stderr.write(text`${diagnosticText(diagnostic, context)}\n`);
  const [first] = error.diagnostics;
  if (error.diagnostics.length !== 1 || first?.message !== error.message) {
    stderr.write(text`${painted(red, text`error[${error.code}]`)}: ${sentence(error.message)}\n`);
  }
}

/** Prints an unexpected error on one line, and how to report it. */
export function writeInternalError(
  error: unknown,
  context: Pick<CliContext, 'stderr' | 'environment'>,
): void {
  const { stderr, environment } = context;
  const label = painted(paint(context).red, 'error[unexpected]');
  stderr.write(text`${label}: internal error: ${messageOf(error)}\n`);
  if (environment.LAMBDAZIP_TRACE !== undefined && error instanceof Error && error.stack !== undefined) {
    stderr.write(text`${block(error.stack)}\n`);
  }
  stderr.write(
    text`  help: This is a bug in lambdazip. Run the command again with LAMBDAZIP_TRACE=1 and report the output as an issue.\n`,
  );
}

/** Reports that writing to standard output failed, e.g. because the disk is full. */
export function writeOutputFailure(error: Error, context: Pick<CliContext, 'stderr' | 'environment'>): void {
  const label = painted(paint(context).red, 'error[standard-output-failed]');
  context.stderr.write(
    text`${label}: failed to write to standard output: ${error.message}\n  help: Free up disk space or redirect the output to a different disk, and run the command again.\n`,
  );
}

function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message || error.name : String(error);
  } catch {
    // The object cannot be converted to a string.
    return typeof error;
  }
}
