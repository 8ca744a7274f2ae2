/** The bytes contradict themselves; most often the file is shorter than its headers say. */
export class Damage extends Error {
  override readonly name = 'Damage';
}

/** Longer than any path that Linux takes (PATH_MAX, its NUL included). */
const longestText = 4096;

/** Little-endian reads that never leave the bytes; each throws {@link Damage} instead. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  // Tables may point to one long name again and again: the sum bounds the work, whatever the tables say.
  #textLeft = 4 * 1024 * 1024;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u16(at: number): number {
    this.require(at, 2);
    return this.#view.getUint16(at, true);
  }

  u32(at: number): number {
    this.require(at, 4);
    return this.#view.getUint32(at, true);
  }

  /** Beyond 2^53 the value is not exact; no offset that large lies inside a file. */
  u64(at: number): number {
    return this.u32(at) + this.u32(at + 4) * 2 ** 32;
  }

  /** Insists that `length` bytes stand at `at`. */
  require(at: number, length: number): void {
    if (at + length > this.#bytes.length) {
      throw new Damage(`its headers require ${at + length} bytes, but it has ${this.#bytes.length}`);
    }
  }

  /** The text from `at` up to the next NUL, which stands before `end`; a byte is a character. */
  text(at: number, end: number): string {
    this.require(at, 0);
    const window = this.#bytes.subarray(at, Math.min(end, at + longestText));
    const length = window.indexOf(0);
    if (length === -1) throw new Damage(`the name at byte ${at} is not terminated`);
    this.#textLeft -= length;
    if (this.#textLeft < 0) throw new Damage('its names are too long');
    return String.fromCharCode(...window.subarray(0, length));
  }
}
