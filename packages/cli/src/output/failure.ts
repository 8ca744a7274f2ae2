import type { CliContext, TextStream } from '../context.js';
import { type ExitStatus, exitStatus, isLambdazipError } from '../exit-status.js';
import { diagnosticText, sentence } from './diagnostics.js';
import { paint } from './paint.js';
import { block, jsonText, painted, text } from './text.js';

/** What `--json` prints of a failure. */
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

/** One document, indented, on the stream. */
export function writeJson(stream: TextStream, document: unknown): void {
  stream.write(jsonText(document, 2));
}

/** Prints an error for a person. */
export function writeFailure(error: unknown, status: ExitStatus, context: CliContext): void {
  const { stderr } = context;
  const { red } = paint(context);
  if (status === exitStatus.interrupted || status === exitStatus.terminated || status === exitStatus.hangup) {
    stderr.write(text`Interrupted; nothing was written.\n`);
    return;
  }
  if (!isLambdazipError(error)) {
    writeDefect(error, context);
    return;
  }
  for (const diagnostic of error.diagnostics) stderr.write(text`${diagnosticText(diagnostic, context)}\n`);
  const [first] = error.diagnostics;
  if (error.diagnostics.length !== 1 || first?.message !== error.message) {
    stderr.write(text`${painted(red, 'error')}: ${sentence(error.message)}\n`);
  }
}

/** Prints an error that nobody foresaw: one line, and where to report it. */
export function writeDefect(error: unknown, context: Pick<CliContext, 'stderr' | 'environment'>): void {
  const { stderr, environment } = context;
  const label = painted(paint(context).red, 'error[unexpected]');
  stderr.write(text`${label}: ${messageOf(error)}\n`);
  if (environment.LAMBDAZIP_TRACE !== undefined && error instanceof Error && error.stack !== undefined) {
    stderr.write(text`${block(error.stack)}\n`);
  }
  stderr.write(
    text`  help: This is a bug in lambdazip. Report it in the issues of its repository, with the output of the same command with LAMBDAZIP_TRACE=1.\n`,
  );
}

/** Prints that the answer did not reach standard output, a full disk for one. */
export function writeOutputFailure(error: Error, context: Pick<CliContext, 'stderr' | 'environment'>): void {
  const label = painted(paint(context).red, 'error[standard-output-failed]');
  context.stderr.write(
    text`${label}: standard output could not be written: ${error.message}\n  help: Make room on the disk that it is redirected to, or redirect it elsewhere, and run the command again.\n`,
  );
}

function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message || error.name : String(error);
  } catch {
    // An object without a way to become a string.
    return typeof error;
  }
}
