import { compareStrings } from '@lambdazip/core/internal';

/**
 * Text with gaps: a variable that could not be filled in stands between two characters that no build file holds, so
 * that it passes through splitting, joining and cutting as one piece.
 */
const opening = '\uE000';
const closing = '\uE001';
const gap = /\uE000([^\uE000\uE001]*)\uE001/g;
const single = /^\uE000!([^\uE000\uE001]*)\uE001$/;

/** SAM sets it for the targets that it calls; what is written there is told by the name, so it is not counted as unknown. */
const artifacts = 'ARTIFACTS_DIR';

/** Variables that hold an absolute path wherever they are set. */
const absolute: ReadonlySet<string> = new Set([
  artifacts,
  'HOME',
  'GOPATH',
  'GOROOT',
  'GOBIN',
  'TMPDIR',
  'mktemp',
]);

/** The gap that a variable leaves. */
export function unknownVariable(name: string): string {
  return `${opening}${name.replace(/[^\w*@#?]/g, '_')}${closing}`;
}

/** The gap that the output of a command leaves, named after the command until a variable takes it. */
export function unknownOutput(command: string): string {
  const [program = 'command', argument = ''] = command.trim().split(/\s+/);
  const name = program.slice(program.lastIndexOf('/') + 1).replace(/\W/g, '');
  return `${opening}!${name || 'command'}${/^[a-z]+$/.test(argument) ? `_${argument}` : ''}${closing}`;
}

/** A value as a variable keeps it: one that is all the output of an unknown command is named after the variable. */
export function heldBy(name: string, value: string): string {
  return single.test(value) ? unknownVariable(name) : value;
}

export function hasUnknown(text: string): boolean {
  return text.includes(opening);
}

/** The name, where a text is one gap and nothing else. */
export function soleUnknown(text: string): string | undefined {
  const names = namesIn(text);
  return names.length === 1 && text.startsWith(opening) && text.endsWith(closing) ? names[0] : undefined;
}

/** Whether a path begins with a gap that holds an absolute path. */
export function beginsAbsolute(path: string): boolean {
  const end = path.indexOf(closing);
  return path.startsWith(opening) && absolute.has(path.slice(1, end).replace('!', ''));
}

/** Whether an offset lies inside of a gap. */
export function cutsGap(text: string, at: number): boolean {
  return at > 0 && text.lastIndexOf(opening, at - 1) > text.lastIndexOf(closing, at - 1);
}

/** Names of the gaps of some texts, sorted, each once. */
export function unknownNames(texts: readonly string[]): readonly string[] {
  const names = new Set(texts.flatMap(namesIn).filter((name) => name !== artifacts));
  return [...names].sort(compareStrings);
}

/** The text with its gaps as `${NAME}`. */
export function spelled(text: string): string {
  return text.replace(gap, (_, name: string) =>
    name === artifacts ? `$(${artifacts})` : `\${${name.replace('!', '')}}`,
  );
}

/** A text of a file as the interpreters take it: without the two characters, lines ending in `\n`. */
export function plainText(text: string): string {
  return text.replace(/[\uE000\uE001\uFEFF]/g, '').replace(/\r\n?/g, '\n');
}

function namesIn(text: string): string[] {
  return [...text.matchAll(gap)].map(([, name = '']) => name.replace('!', ''));
}
