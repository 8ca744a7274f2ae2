/** A change to a text: `text` replaces the characters from `start` to `end`. UTF-16 offsets. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies edits of the same text. Equal edits count once; insertions at one offset are applied in the given order. Any
 * other overlap is an internal error.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const distinct = edits.filter(
    (edit, index) =>
      edits.findIndex(
        ({ start, end, text: other }) => start === edit.start && end === edit.end && other === edit.text,
      ) === index,
  );
  const ordered = distinct
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index)
    .map(({ edit }) => edit);
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of ordered) {
    if (start < at) throw new Error(`edits overlap at offset ${start}`);
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}
