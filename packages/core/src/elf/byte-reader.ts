/** A read beyond the end: the file is shorter than it says of itself. */
export class OutOfBounds extends Error {
  override readonly name = 'OutOfBounds';
}

/** Little-endian reads that never leave the bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u16(at: number): number {
    this.slice(at, 2);
    return this.#view.getUint16(at, true);
  }

  u32(at: number): number {
    this.slice(at, 4);
    return this.#view.getUint32(at, true);
  }

  /** Beyond 2^53 the value is not exact; no offset that large lies inside a file. */
  u64(at: number): number {
    return this.u32(at) + this.u32(at + 4) * 2 ** 32;
  }

  slice(at: number, length: number): Uint8Array {
    if (at < 0 || at + length > this.#bytes.length) {
      throw new OutOfBounds(`it says that it has ${at + length} bytes, and there are ${this.#bytes.length}`);
    }
    return this.#bytes.subarray(at, at + length);
  }

  /** The text up to the next NUL; every byte is one character, since names here are ASCII. */
  text(at: number): string {
    this.slice(at, 1);
    const end = this.#bytes.indexOf(0, at);
    const bytes = this.#bytes.subarray(at, end === -1 ? this.#bytes.length : end);
    if (bytes.length > 4096) throw new OutOfBounds('a name of more than 4096 bytes');
    return String.fromCharCode(...bytes);
  }
}
