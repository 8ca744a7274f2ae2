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
  deflateRaw(content: Uint8Array, level: number): Promise<Uint8Array>;
  /** Ends what the deflater keeps running. It cannot be used afterwards. */
  close(): Promise<void>;
}
