import type {
  BuildCommand,
  BuildEvidence,
  FileCommand,
  PackageArgument,
} from '../../evidence/build-command.js';
import type { Question } from './question.js';

/** What a build file's reader leaves for the stem of a pattern rule that no other rule asks for. */
const stem = '${*}';

/**
 * `sam build` asks for the target `build-<LogicalId>`, so that a rule `build-%` stands for one of each function: it is
 * added with the function's name in place of the stem.
 */
export function withFunctionNames(evidence: BuildEvidence, questions: readonly Question[]): BuildEvidence {
  const ids = questions
    .filter(({ function: { buildMethod } }) => buildMethod === 'makefile')
    .map(({ function: { id } }) => id);
  const explicit = new Set([...evidence.commands, ...evidence.files].map(({ target }) => target));
  const asked = ids.filter((id) => !explicit.has(`build-${id}`));
  if (asked.length === 0) return evidence;
  const isPattern = ({ target }: BuildCommand | FileCommand): boolean => target === 'build-%';
  return {
    ...evidence,
    commands: [
      ...evidence.commands,
      ...asked.flatMap((id) => evidence.commands.filter(isPattern).map((each) => filledCommand(each, id))),
    ],
    files: [
      ...evidence.files,
      ...asked.flatMap((id) => evidence.files.filter(isPattern).map((each) => filledFile(each, id))),
    ],
  };
}

function filledCommand(command: BuildCommand, id: string): BuildCommand {
  const fill = (text: string): string => text.replaceAll(stem, id);
  const filled = (record: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, fill(value)]));
  return {
    ...command,
    directory: fill(command.directory),
    output: command.output === null ? null : fill(command.output),
    packages: command.packages.map((argument): PackageArgument => {
      if (argument.kind === 'files') return { kind: 'files', files: argument.files.map(fill) };
      return { ...argument, path: fill(argument.path) };
    }),
    flags: filled(command.flags),
    environment: filled(command.environment),
    target: `build-${id}`,
    unknown: command.unknown.filter((name) => name !== '*'),
  };
}

function filledFile(command: FileCommand, id: string): FileCommand {
  const fill = (text: string): string => text.replaceAll(stem, id);
  return { ...command, from: command.from.map(fill), to: fill(command.to), target: `build-${id}` };
}
