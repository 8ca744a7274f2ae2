/** A path in a parsed document: keys and indices. */
export type DocumentPath = readonly (string | number)[];

/** Maximum nesting depth of a manifest or template; a manifest needs five levels. */
export const depthLimit = 100;
export const tooDeep = `values are nested more than ${depthLimit} levels deep`;

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A document as a value, with the positions of its nodes. */
export interface ParsedDocument {
  readonly value: unknown;
  /** The position of a key (or of an item in a list). If the path does not exist, the nearest parent. */
  readonly keyAt: (path: DocumentPath) => Position;
  /** The position of a value. If the path does not exist, the nearest parent. */
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

/** Converts offsets to lines and columns, both starting at 1. */
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

/** Collects positions while a document is walked, keyed by the path as JSON, which is unique. */
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

/** Sets a key of a parsed object; `__proto__` becomes an ordinary key instead of the prototype. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** So much JavaScript drops `__proto__` that a key of that name could get lost unnoticed. */
export function forbiddenKey(key: string, position: Position): DocumentProblem {
  return {
    kind: 'syntax',
    message: `the key ${key} is reserved in JavaScript; use a different one`,
    position,
  };
}
