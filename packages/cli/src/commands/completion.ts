import { Argument, Command } from 'commander';
import type { CliContext } from '../context.js';
import { completionScript, shells } from '../output/completion-script.js';
import { block } from '../output/text.js';

type Shell = (typeof shells)[number];

/** `lambdazip completion`. */
export function completionCommand(context: CliContext, program: () => Command): Command {
  return new Command('completion')
    .description('Print a shell completion script')
    .addArgument(new Argument('<shell>', 'shell to complete in').choices([...shells]))
    .addHelpText(
      'after',
      `
Examples:
  source <(lambdazip completion bash)     in ~/.bashrc
  source <(lambdazip completion zsh)      in ~/.zshrc
  lambdazip completion fish > ~/.config/fish/completions/lambdazip.fish`,
    )
    .action((shell: Shell) => context.stdout.write(block(completionScript(shell, program()))));
}
