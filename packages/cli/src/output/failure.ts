import type { CliContext, TextStream } from '../context.js';
import { type ExitStatus, exitStatus, isLambdazipError } from '../exit-status.js';
import { diagnosticText } from './diagnostics.js';
import { paint } from './paint.js';

/** What `--json` prints of a failure. */
export function failureDocument(error: unknown) {
  if (isLambdazipError(error)) {
    return { error: { code: error.code, message: error.message }, diagnostics: error.diagnostics };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    error: {
      code: error instanceof Error && error.name === 'Interruption' ? 'interrupted' : 'unexpected',
      message,
    },
    diagnostics: [],
  };
}

/** One document, indented, on the stream. */
export function writeJson(stream: TextStream, document: unknown): void {
  stream.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Prints an error for a person. */
export function writeFailure(error: unknown, status: ExitStatus, context: CliContext): void {
  const { stderr } = context;
  const colors = paint(context);
  if (status === exitStatus.interrupted || status === exitStatus.terminated || status === exitStatus.hangup) {
    stderr.write('Interrupted; nothing was written.\n');
    return;
  }
  if (!isLambdazipError(error)) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    stderr.write(`${colors.red('error')}: this is a defect of lambdazip, please report it\n${trace}\n`);
    return;
  }
  for (const diagnostic of error.diagnostics) stderr.write(`${diagnosticText(diagnostic, context)}\n`);
  const [first] = error.diagnostics;
  if (error.diagnostics.length !== 1 || first?.message !== error.message) {
    stderr.write(`${colors.red('error')}: ${error.message}\n`);
  }
}
