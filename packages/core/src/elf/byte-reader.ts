/** The bytes are inconsistent; usually the file is shorter than its headers claim. */
export class Damage extends Error {
  override readonly name = 'Damage';
}

/** Longer than any path that Linux allows (PATH_MAX, including its NUL). */
const longestText = 4096;

/** Little-endian reads that never leave the bytes; they throw {@link Damage} instead. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  // Tables may point to the same long name repeatedly: this total bounds the work.
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

  /** Not exact beyond 2^53; no offset inside a file is that large. */
  u64(at: number): number {
    return this.u32(at) + this.u32(at + 4) * 2 ** 32;
  }

  /** Throws unless `length` bytes exist at `at`. */
  require(at: number, length: number): void {
    if (at + length > this.#bytes.length) {
      throw new Damage(`expected at least ${at + length} bytes, found ${this.#bytes.length}`);
    }
  }

  /** The text from `at` to the next NUL before `end`, one character per byte. */
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
