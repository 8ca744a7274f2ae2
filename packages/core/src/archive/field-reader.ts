/** The file is truncated, or a value points to where the format has different data. */
export class ZipDamage extends Error {
  override readonly name = 'ZipDamage';
}

/** A field whose value differs from archive format 1. */
export interface FieldDeviation {
  /** The record as named by APPNOTE.TXT, such as `local file header`. */
  readonly record: string;
  /** The field as named by APPNOTE.TXT. */
  readonly field: string;
  /** The entry that the field belongs to; null for the end of the central directory. */
  readonly entry: string | null;
  /** Offset of the field from the start of the file, in bytes. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
}

/** Reads the fields of a zip from start to end, and collects each with an unexpected value. */
export class FieldReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #note: (deviation: FieldDeviation) => void;
  #offset = 0;
  #record = '';
  #entry: string | null = null;

  constructor(bytes: Uint8Array, note: (deviation: FieldDeviation) => void) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#note = note;
  }

  get offset(): number {
    return this.#offset;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  /** Starts a record: the next fields belong to it. */
  begin(record: string, entry: string | null): void {
    this.#record = record;
    this.#entry = entry;
  }

  /** A text ahead: its two-byte length is at `lengthAt` from here. Truncated if the file ends first. */
  textAhead(lengthAt: number, at: number): string {
    if (this.remaining < lengthAt + 2) return '';
    const start = this.#offset + at;
    const length = this.#view.getUint16(this.#offset + lengthAt, true);
    return textOf(this.#bytes.subarray(start, start + length));
  }

  /** Whether the next four bytes are this signature. */
  isAt(signature: number): boolean {
    return this.remaining >= 4 && this.#view.getUint32(this.#offset, true) === signature;
  }

  u16(field: string): number {
    this.#require(2, field);
    const value = this.#view.getUint16(this.#offset, true);
    this.#offset += 2;
    return value;
  }

  u32(field: string): number {
    this.#require(4, field);
    const value = this.#view.getUint32(this.#offset, true);
    this.#offset += 4;
    return value;
  }

  expectU16(field: string, ...allowed: readonly number[]): number {
    const value = this.u16(field);
    this.check(field, value, 2, allowed);
    return value;
  }

  expectU32(field: string, ...allowed: readonly number[]): number {
    const value = this.u32(field);
    this.check(field, value, 4, allowed);
    return value;
  }

  /** Records the field that was just read, of `size` bytes, unless its value is allowed. */
  check(field: string, value: number, size: number, allowed: readonly number[], show = numberText): void {
    if (allowed.includes(value)) return;
    this.deviate(field, this.#offset - size, allowed.map(show).join(' or '), show(value));
  }

  deviate(field: string, offset: number, expected: string, found: string): void {
    this.#note({ record: this.#record, field, entry: this.#entry, offset, expected, found });
  }

  /** A view of the next bytes. */
  take(length: number, field: string): Uint8Array {
    this.#require(length, field);
    const part = this.#bytes.subarray(this.#offset, this.#offset + length);
    this.#offset += length;
    return part;
  }

  #require(length: number, field: string): void {
    if (length <= this.remaining) return;
    const of = this.#entry === null ? '' : ` of ${JSON.stringify(this.#entry)}`;
    throw new ZipDamage(
      `${field} in the ${this.#record}${of} (byte ${this.#offset}): expected ${length} bytes, found ${this.remaining}`,
    );
  }
}

function numberText(value: number): string {
  return String(value);
}

/** A number of arguments that every engine allows in one function call. */
const pieceLength = 8192;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A name for display: decoded as UTF-8, or with one character per byte if it is not UTF-8. Names that are not ASCII
 * are refused in any case, so it does not matter that two of them may be displayed the same way.
 */
export function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    let text = '';
    // A string joined from single characters takes forty bytes for each.
    for (let at = 0; at < bytes.length; at += pieceLength) {
      text += String.fromCharCode(...bytes.subarray(at, at + pieceLength));
    }
    return text;
  }
}
