/** What a raw deflate stream holds. */
export interface Inflated {
  readonly content: Uint8Array;
  /** Bytes of the stream; fewer than were given where something stands behind it. */
  readonly consumed: number;
}

/**
 * Inflates a raw deflate stream. Rejects with an Error where it is damaged or holds more than `most` bytes, and
 * never takes more memory than a few times those.
 */
export type InflateRaw = (compressed: Uint8Array, most: number) => Promise<Inflated>;
