/**
 * Compresses to canonical raw deflate: byte for byte what stock zlib writes with windowBits -15,
 * memLevel 8 and the default strategy.
 */
export interface Deflater {
  /**
   * The content must not be changed by the caller until the promise settles.
   *
   * @param level 1 to 9
   */
  deflateRaw(content: Uint8Array, level: number, options?: DeflateOptions): Promise<Uint8Array>;
  /**
   * Whether `deflateRaw` may give these bytes: false where the stream begins otherwise, true where its beginning
   * is the same or says nothing yet. It costs a fraction of deflating a large content.
   */
  mayGive(content: Uint8Array, level: number, compressed: Uint8Array): Promise<boolean>;
  /** Ends what the deflater keeps running. It cannot be used afterwards. */
  close(): Promise<void>;
}

/** How one content is compressed. */
export interface DeflateOptions {
  /** Gives the content away: nobody may read it afterwards, and no copy needs to be made of it. Default: false. */
  readonly handOver?: boolean;
}

/** How a deflater works. */
export interface DeflaterOptions {
  /**
   * How many contents are compressed at once, at the most. Default: the processors that this process may use, fewer
   * where there is little memory.
   */
  readonly workers?: number | undefined;
}
