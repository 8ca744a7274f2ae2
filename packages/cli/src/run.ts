import { CommanderError } from 'commander';
import type { CliContext } from './context.js';
import { AnswerIsNo, type ExitStatus, exitStatus, exitStatusOf, StoppedWatching } from './exit-status.js';
import { optionsAfterCommand } from './leading-options.js';
import { chosenColor } from './options.js';
import { failureDocument, writeFailure, writeJson } from './output/failure.js';
import { paint } from './output/paint.js';
import { block, joined, painted, type Text, text } from './output/text.js';
import { makeProgram } from './program.js';

/** Runs a command line (without the program name) and returns its exit status. Never throws. */
export async function run(argv: readonly string[], given: CliContext): Promise<ExitStatus> {
  // Usage errors occur before the options are parsed, so look for `--json` and `--color` in the arguments.
  const options = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  const json = options.includes('--json');
  const context: CliContext = { ...given, color: chosenColor(options) };
  const usage: Text[] = [];
  const program = makeProgram(context, (part) => usage.push(part));
  try {
    await program.parseAsync([...optionsAfterCommand(argv)], { from: 'user' });
    return exitStatus.done;
  } catch (error) {
    if (error instanceof AnswerIsNo) return exitStatus.no;
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitStatus.done;
      const message = usage.length > 0 ? joined(usage, '') : text`${error.message}\n`;
      if (json) writeJson(context.stdout, usageDocument(String(message)));
      else context.stderr.write(usageText(message, context));
      return exitStatus.usage;
    }
    const status = exitStatusOf(error, context.signal);
    if (error instanceof StoppedWatching) return status;
    if (json) writeJson(context.stdout, failureDocument(error));
    writeFailure(error, status, context);
    return status;
  }
}

/** The message of a usage error, with its first word in colour. */
function usageText(message: Text, context: CliContext): Text {
  const [, rest] = /^error: (.*)$/s.exec(String(message)) ?? [];
  return rest === undefined ? message : text`${painted(paint(context).red, 'error')}: ${block(rest)}`;
}

const nowhere = { file: null, line: null, column: null };

function usageDocument(usage: string) {
  const [first = ''] = usage.split('\n');
  const message = first.replace(/^error: /, '');
  const help = 'lambdazip --help';
  return {
    error: { code: 'usage', message },
    diagnostics: [{ code: 'usage', severity: 'error', message, help, location: nowhere, args: {} }],
  };
}
