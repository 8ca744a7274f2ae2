import { createRequire } from 'node:module';
import { Command } from 'commander';
import { affectedCommand } from './commands/affected.js';
import { buildCommand } from './commands/build.js';
import { cacheCommand } from './commands/cache.js';
import { checkCommand } from './commands/check.js';
import { completionCommand } from './commands/completion.js';
import { diffCommand } from './commands/diff.js';
import { initCommand } from './commands/init.js';
import { inspectCommand } from './commands/inspect.js';
import { mergeReportsCommand } from './commands/merge-reports.js';
import { migrateCommand } from './commands/migrate.js';
import { outputCommand } from './commands/output.js';
import { planCommand } from './commands/plan.js';
import { schemaCommand } from './commands/schema.js';
import { verifyCommand } from './commands/verify.js';
import type { CliContext } from './context.js';
import { block, type Text, text } from './output/text.js';

/** The whole command line. What is wrong with a call is given to `onUsageError` as text, and thrown. */
export function makeProgram(context: CliContext, onUsageError: (part: Text) => void): Command {
  const program = new Command('lambdazip')
    .description('Builds one AWS Lambda zip from many Go handlers, the same bytes on every machine.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .addHelpText(
      'after',
      `
Examples:
  lambdazip init                    find the handlers of this directory, write lambdazip.json
  lambdazip build                   build what lambdazip.json says
  lambdazip build -C services --set VERSION=v1.2.3 --json
  lambdazip verify dist/lambda.zip --manifest lambdazip.json

Exit status: 0 done; 1 a build or a check failed, or files differ; 2 the call, the manifest or the machine is
not as it must be; 70 a defect of lambdazip; 130 and 143 interrupted.`,
    );
  for (const command of [
    buildCommand(context),
    planCommand(context),
    initCommand(context),
    migrateCommand(context),
    checkCommand(context),
    verifyCommand(context),
    inspectCommand(context),
    outputCommand(context),
    diffCommand(context),
    affectedCommand(context),
    mergeReportsCommand(context),
    schemaCommand(context),
    cacheCommand(context),
    completionCommand(context, () => program),
  ]) {
    program.addCommand(command);
  }
  applyToAll(program, (command) =>
    command
      .exitOverride()
      .showHelpAfterError(`Run \`${fullName(command)} --help\` for the options.`)
      .configureOutput({
        writeOut: (help) => context.stdout.write(block(help)),
        writeErr: (help) => onUsageError(block(help)),
        outputError: (message) => onUsageError(usageText(message)),
        getOutHelpWidth: () => context.stdout.columns,
        getErrHelpWidth: () => context.stderr.columns,
        getOutHasColors: () => false,
        getErrHasColors: () => false,
      }),
  );
  return program;
}

/** commander's message has the caller's own words in it, and at most a suggestion on a line of its own. */
function usageText(message: string): Text {
  const suggestion = /\n\(Did you mean [^\n]*\)\n$/.exec(message);
  if (suggestion === null) return text`${message.replace(/\n$/, '')}\n`;
  return text`${message.slice(0, suggestion.index)}\n${suggestion[0].trim()}\n`;
}

function applyToAll(command: Command, action: (command: Command) => void): void {
  action(command);
  for (const child of command.commands) applyToAll(child, action);
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

function version(): string {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  return version;
}
