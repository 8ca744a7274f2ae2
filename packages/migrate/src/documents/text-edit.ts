/** A change of a text: the characters from `start` to `end` become `text`. UTF-16 offsets. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies edits that were all made for the same text. Equal edits count once; insertions at one place come in the order
 * given. Edits that overlap in any other way are a defect of whoever made them.
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
