/** A logical line of a makefile, with continuation lines joined. */
export interface MakefileLine {
  /** As make reads it outside recipes: joined with a space, without the comment. */
  readonly text: string;
  /** As a recipe line: without its tab, with line breaks kept; null if it does not begin with a tab. */
  readonly recipe: string | null;
  /** As written, joined with a space. */
  readonly source: string;
  /** The first line, from 1. */
  readonly number: number;
  /** The column where its text begins, from 1. */
  readonly column: number;
}

/** Splits a makefile into its logical lines. */
export function makefileLines(text: string): readonly MakefileLine[] {
  const physical = text.split('\n');
  const lines: MakefileLine[] = [];
  for (let at = 0; at < physical.length; at += 1) {
    const number = at + 1;
    const first = physical[at] ?? '';
    const parts = [first];
    while (isContinued(physical[at] ?? '') && at + 1 < physical.length) {
      at += 1;
      parts.push(physical[at] ?? '');
    }
    const joined = parts
      .map((part) =>
        part
          .replace(/\\$/, (_, offset: number) =>
            parts.length > 1 && offset === part.length - 1 && isContinued(part) ? '' : '\\',
          )
          .trim(),
      )
      .join(' ');
    const isRecipe = first.startsWith('\t');
    lines.push({
      text: withoutComment(joined),
      recipe: isRecipe ? parts.map((part) => part.replace(/^\t/, '')).join('\n') : null,
      source: joined,
      number,
      column: 1 + (first.length - first.trimStart().length),
    });
  }
  return lines;
}

function isContinued(line: string): boolean {
  return (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}

function withoutComment(text: string): string {
  const found = /(?:^|[^\\])(?:\\\\)*#/.exec(text);
  const kept = found === null ? text : text.slice(0, found.index + found[0].length - 1).trimEnd();
  return kept.replace(/\\#/g, '#');
}
