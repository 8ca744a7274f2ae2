import type { GoCommand } from '../plan/recorded-command.js';

/** Words of go commands that are on only one side. */
export interface CommandDifference {
  readonly found: string;
  readonly other: string;
}

/** Compares the commands in provenance with those of a plan; empty if they are the same. */
export function compareCommands(
  found: readonly GoCommand[],
  other: readonly GoCommand[],
): readonly CommandDifference[] {
  const [left, right] = [wordsOf(found), wordsOf(other)];
  const onlyLeft = [...left].filter((word) => !right.has(word));
  const onlyRight = [...right].filter((word) => !left.has(word));
  if (onlyLeft.length === 0 && onlyRight.length === 0) return [];
  const text = (words: readonly string[]): string => words.join(' ') || 'none';
  return [{ found: text(onlyLeft), other: text(onlyRight) }];
}

function wordsOf(commands: readonly GoCommand[]): ReadonlySet<string> {
  return new Set(
    commands.flatMap(({ go, argv, environment, mains = [] }) => [
      `go${go}`,
      ...joined(argv),
      ...mains,
      ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ]),
  );
}

/** Joins each flag with its value: `-ldflags` without its value explains nothing. */
function joined(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (const word of argv) {
    const last = words.at(-1);
    const isValue = last !== undefined && /^-[a-z]+$/.test(last) && !['-v', '-trimpath'].includes(last);
    if (isValue && !word.startsWith('--')) words.splice(-1, 1, `${last} ${word}`);
    else words.push(word);
  }
  return words;
}
