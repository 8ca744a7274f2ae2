/** A sed or grep expression of only letters, `.`, `.*`, `[^/]*`, `^` and `$`, which means the same everywhere. */
export function plainExpression(written: string, flags: string): RegExp | undefined {
  const piece = /\\[./*[\]-]|\[\^?[\w./-]+\]\*?|\.\*|[\w./\-@:,=#~ %]|\^|\$/y;
  let source = '';
  let runs = 0;
  while (piece.lastIndex < written.length) {
    const found = piece.exec(written)?.[0];
    if (found === undefined) return undefined;
    if (found.length > 1 && found.endsWith('*') && !found.startsWith('\\')) runs += 1;
    source += found;
  }
  if (runs > 2) return undefined; // Each run of any characters multiplies the time that a line may take.
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined; // A range that is out of order, such as [z-a].
  }
}
