import type {
  BuildCommand,
  BuildEvidence,
  FileCommand,
  PackageArgument,
} from '../../evidence/build-command.js';
import type { Question } from './question.js';

/** The placeholder for the stem of a pattern rule that no other rule requires. */
const stem = '${*}';

/**
 * `sam build` runs the target `build-<LogicalId>`, so a rule `build-%` stands for one target per function: they are added,
 * with the stem replaced by the function's name.
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
