/** The file ends, or a value leads, where the format has something. */
export class ZipDamage extends Error {
  override readonly name = 'ZipDamage';
}

/** A field that does not hold what archive format 1 has there. */
export interface FieldDeviation {
  /** The record, such as `local file header`, as APPNOTE.TXT names it. */
  readonly record: string;
  /** As APPNOTE.TXT names it. */
  readonly field: string;
  /** The entry that it belongs to; null for the end of the central directory. */
  readonly entry: string | null;
  /** Where the field begins, in bytes from the start of the file. */
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
}

/** Reads the fields of a zip from front to back, and notes each that is not as expected. */
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

  /** What is read next belongs to this record. */
  begin(record: string, entry: string | null): void {
    this.#record = record;
    this.#entry = entry;
  }

  /** A text further on, its length two bytes at `lengthAt` from here; as much of it as is there. */
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

  /** Notes the field that was just read, of that size, unless its value is one of those allowed. */
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

/** Arguments that a call may have on every engine. */
const pieceLength = 8192;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A name as it can be shown: its UTF-8, or where it is not UTF-8, a character for each byte. Names that are not ASCII are
 * refused in any case, so that two of them may look alike.
 */
export function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    let text = '';
    // A string that is joined of single characters takes forty bytes for each.
    for (let at = 0; at < bytes.length; at += pieceLength) {
      text += String.fromCharCode(...bytes.subarray(at, at + pieceLength));
    }
    return text;
  }
}
