/**
 * Compresses to canonical raw deflate: exactly the bytes that stock zlib writes with windowBits -15, memLevel 8 and
 * the default strategy.
 */
export interface Deflater {
  /**
   * The caller must not modify the content until the promise settles.
   *
   * @param level 1 to 9
   */
  deflateRaw(content: Uint8Array, level: number, options?: DeflateOptions): Promise<Uint8Array>;
  /**
   * Whether `deflateRaw` may produce these bytes: false if the start of the stream differs, true if it is the same or
   * not conclusive. Costs a fraction of deflating a large content.
   */
  mayGive(content: Uint8Array, level: number, compressed: Uint8Array): Promise<boolean>;
  /** Stops everything the deflater keeps running. It cannot be used afterwards. */
  close(): Promise<void>;
}

/** Options for compressing one content. */
export interface DeflateOptions {
  /** Transfers ownership, so that no copy is needed; the caller must not use the content afterwards. Default: false. */
  readonly handOver?: boolean;
}

/** Options for a deflater. */
export interface DeflaterOptions {
  /**
   * The maximum number of contents compressed in parallel. Default: the number of processors that this process may
   * use, or fewer if there is little memory.
   */
  readonly workers?: number | undefined;
}
