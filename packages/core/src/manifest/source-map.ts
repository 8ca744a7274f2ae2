/** A place in a parsed document: the keys and indices that lead to it. */
export type DocumentPath = readonly (string | number)[];

/** How deep a manifest or a template may nest its values; a manifest needs five levels. */
export const depthLimit = 100;
export const tooDeep = `values are nested more than ${depthLimit} levels deep`;

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The text of a document as a value, with the positions of its parts. */
export interface ParsedDocument {
  readonly value: unknown;
  /** Where a key stands (or, for an item of a list, the item). The nearest parent where the path is not there. */
  readonly keyAt: (path: DocumentPath) => Position;
  /** Where a value stands. The nearest parent where the path is not there. */
  readonly valueAt: (path: DocumentPath) => Position;
  readonly problems: readonly DocumentProblem[];
}

export type DocumentProblem =
  | { readonly kind: 'syntax'; readonly message: string; readonly position: Position }
  | {
      readonly kind: 'duplicate-key';
      readonly key: string;
      readonly position: Position;
      readonly first: Position;
    };

/** Turns offsets into lines and columns, both from 1. */
export function positionFinder(text: string): (offset: number) => Position {
  const starts = [0];
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) {
    starts.push(index + 1);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** Collects positions while a document is walked; keyed by the path's JSON, which no two paths share. */
export class PositionTable {
  readonly #keys = new Map<string, Position>();
  readonly #values = new Map<string, Position>();

  set(path: DocumentPath, key: Position, value: Position): void {
    const name = JSON.stringify(path);
    this.#keys.set(name, key);
    this.#values.set(name, value);
  }

  keyAt = (path: DocumentPath): Position => find(this.#keys, path);
  valueAt = (path: DocumentPath): Position => find(this.#values, path);
}

function find(table: ReadonlyMap<string, Position>, path: DocumentPath): Position {
  for (let length = path.length; length >= 0; length -= 1) {
    const position = table.get(JSON.stringify(path.slice(0, length)));
    if (position !== undefined) return position;
  }
  return { line: 1, column: 1 };
}

/** Sets a key of a parsed object; `__proto__` becomes an ordinary key rather than the prototype. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** `__proto__` is dropped by so much JavaScript that a key of that name could get lost unseen. */
export function forbiddenKey(key: string, position: Position): DocumentProblem {
  return {
    kind: 'syntax',
    message: `the key ${key} is reserved in JavaScript; use a different one`,
    position,
  };
}
