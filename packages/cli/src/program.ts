import { createRequire } from 'node:module';
import { Command, Help, Option } from 'commander';
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
import { sizeCommand } from './commands/size.js';
import { splitCommand } from './commands/split.js';
import { verifyCommand } from './commands/verify.js';
import type { CliContext } from './context.js';
import { addColorOption, commonOptions } from './options.js';
import { block, type Text, text } from './output/text.js';

/** Creates the command line parser. It passes the text of a usage error to `onUsageError` and throws the error. */
export function makeProgram(context: CliContext, onUsageError: (part: Text) => void): Command {
  const program = new Command('lambdazip')
    .description('Build one AWS Lambda zip from many Go handlers, reproducible byte for byte')
    .version(version(), '-V, --version', 'print version')
    .addHelpText(
      'after',
      `
Examples:
  lambdazip init         find the handlers and write lambdazip.json
  lambdazip build        build the archives in lambdazip.json
  lambdazip build -C services --set VERSION=v1.2.3 --json
  lambdazip verify dist/lambda.zip --manifest lambdazip.json

Exit status:
  0    success
  1    a build or a check failed, or differences were found
  2    usage, manifest or environment error
  70   internal error
  129, 130, 143
       interrupted by SIGHUP, SIGINT or SIGTERM`,
    );
  for (const command of [
    buildCommand(context),
    planCommand(context),
    sizeCommand(context),
    splitCommand(context),
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
  applyToAll(program, (command) => {
    if (command.commands.length > 0) command.helpCommand('help', 'Print help for a command');
    addColorOption(command)
      .exitOverride()
      .addHelpOption(new Option('-h, --help', 'print help').helpGroup(commonOptions))
      .configureHelp({
        subcommandTerm: (child) => child.name(),
        groupItems: (...items) => commonLast(Help.prototype.groupItems(...items)),
      })
      .showHelpAfterError(`Run \`${fullName(command)} --help\` for usage.`)
      .configureOutput({
        writeOut: (help) => context.stdout.write(block(help)),
        writeErr: (help) => onUsageError(block(help)),
        outputError: (message) => onUsageError(usageText(message)),
        getOutHelpWidth: () => context.stdout.columns,
        getErrHelpWidth: () => context.stderr.columns,
        getOutHasColors: () => false,
        getErrHasColors: () => false,
      });
  });
  return program;
}

/** commander's message contains the user's arguments, which are escaped, and may end in a suggestion on its own line. */
function usageText(message: string): Text {
  const suggestion = /\n\(Did you mean [^\n]*\)\n$/.exec(message);
  if (suggestion === null) return text`${message.replace(/\n$/, '')}\n`;
  return text`${message.slice(0, suggestion.index)}\n${suggestion[0].trim()}\n`;
}

function commonLast<Item>(groups: Map<string, Item[]>): Map<string, Item[]> {
  const common = groups.get(commonOptions) ?? [];
  groups.delete(commonOptions);
  if (common.length > 1 && groups.size > 0) return groups.set(commonOptions, common);
  const options = groups.get('Options:') ?? [];
  return common.length === 0 ? groups : groups.set('Options:', [...options, ...common]);
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
