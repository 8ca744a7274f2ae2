import type { Command, Option } from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;

/** Generates a completion script from the commands and options of the program. */
export function completionScript(shell: (typeof shells)[number], program: Command): string {
  switch (shell) {
    case 'bash':
      return bashScript(program);
    case 'zsh':
      // zsh supports bash completions through bashcompinit.
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(program)}`;
    case 'fish':
      return fishScript(program);
    default:
      return shell satisfies never;
  }
}

function bashScript(program: Command): string {
  const name = program.name();
  const top = [...program.commands.map((each) => each.name()), ...flagsOf(program)].join(' ');
  const cases = program.commands.map((command) => {
    const words = [
      ...command.commands.map((each) => each.name()),
      ...flagsOf(command),
      ...argumentChoices(command),
    ];
    return `    ${command.name()}) words="${words.join(' ')}" ;;`;
  });
  const choices = allOptions(program)
    .filter(({ argChoices }) => argChoices !== undefined)
    .map(({ long, argChoices = [] }) => `    ${long}) words="${argChoices.join(' ')}" ;;`);
  return `_${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words="${top}"
  if [ "$COMP_CWORD" -gt 1 ]; then case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac; fi
  case "$previous" in
${[...new Set(choices)].join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${name} ${name}
`;
}

function fishScript(program: Command): string {
  const name = program.name();
  const lines: string[] = [];
  for (const command of program.commands) {
    lines.push(
      `complete -c ${name} -n __fish_use_subcommand -a ${command.name()} -d ${quote(command.description())}`,
    );
    const within = `-n '__fish_seen_subcommand_from ${command.name()}'`;
    for (const child of command.commands) {
      lines.push(`complete -c ${name} ${within} -a ${child.name()} -d ${quote(child.description())}`);
    }
    for (const choice of argumentChoices(command)) lines.push(`complete -c ${name} ${within} -a ${choice}`);
    for (const option of command.options) lines.push(`complete -c ${name} ${within} ${fishOption(option)}`);
  }
  return `${lines.join('\n')}\n`;
}

function fishOption({ short, long, description, required, argChoices }: Option): string {
  const parts = [`-l ${(long ?? '').slice(2)}`];
  if (short !== undefined) parts.push(`-s ${short.slice(1)}`);
  if (required) parts.push('-r');
  if (argChoices !== undefined) parts.push(`-f -a '${argChoices.join(' ')}'`);
  return [...parts, `-d ${quote(description)}`].join(' ');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function argumentChoices(command: Command): string[] {
  return command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
}

function allOptions(command: Command): Option[] {
  return [...command.options, ...command.commands.flatMap(allOptions)];
}

function flagsOf(command: Command): string[] {
  return [...command.options.flatMap(({ long }) => (long ? [long] : [])), '--help'];
}
