import { compareStrings } from '@lambdazip/core/internal';

/**
 * Text with gaps: the name of a variable that could not be expanded, between two characters that no build file contains, so
 * that it survives splitting, joining and cutting as one piece.
 */
const opening = '\uE000';
const closing = '\uE001';
const gap = /\uE000([^\uE000\uE001]*)\uE001/g;
const single = /^\uE000!([^\uE000\uE001]*)\uE001$/;

/** SAM sets it for the targets it runs; paths in it are recognized by the name, so it does not count as unknown. */
const artifacts = 'ARTIFACTS_DIR';

/** Variables that always contain an absolute path. */
const absolute: ReadonlySet<string> = new Set([
  artifacts,
  'HOME',
  'GOPATH',
  'GOROOT',
  'GOBIN',
  'TMPDIR',
  'mktemp',
]);

/** The gap for a variable. */
export function unknownVariable(name: string): string {
  return `${opening}${name.replace(/[^\w*@#?]/g, '_')}${closing}`;
}

/** The gap for the output of a command, named after the command until it is assigned to a variable. */
export function unknownOutput(command: string): string {
  const [program = 'command', argument = ''] = command.trim().split(/\s+/);
  const name = program.slice(program.lastIndexOf('/') + 1).replace(/\W/g, '');
  return `${opening}!${name || 'command'}${/^[a-z]+$/.test(argument) ? `_${argument}` : ''}${closing}`;
}

/**
 * The value to store in a variable: if it is entirely the output of an unknown command, the gap is named after the
 * variable.
 */
export function heldBy(name: string, value: string): string {
  return single.test(value) ? unknownVariable(name) : value;
}

export function hasUnknown(text: string): boolean {
  return text.includes(opening);
}

/** The name, if a text is a single gap. */
export function soleUnknown(text: string): string | undefined {
  const names = namesIn(text);
  return names.length === 1 && text.startsWith(opening) && text.endsWith(closing) ? names[0] : undefined;
}

/** Whether a path begins with a gap for an absolute path. */
export function beginsAbsolute(path: string): boolean {
  const end = path.indexOf(closing);
  return path.startsWith(opening) && absolute.has(path.slice(1, end).replace('!', ''));
}

/** Whether an offset is inside a gap. */
export function cutsGap(text: string, at: number): boolean {
  return at > 0 && text.lastIndexOf(opening, at - 1) > text.lastIndexOf(closing, at - 1);
}

/** The distinct names of gaps in some texts, sorted. */
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

/** The text of a file as input for the interpreters: without the two characters, with `\n` line endings. */
export function plainText(text: string): string {
  return text.replace(/[\uE000\uE001\uFEFF]/g, '').replace(/\r\n?/g, '\n');
}

function namesIn(text: string): string[] {
  return [...text.matchAll(gap)].map(([, name = '']) => name.replace('!', ''));
}
