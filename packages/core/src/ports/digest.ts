/** SHA-256; the result has 32 bytes. Parts follow upon each other. */
export type Sha256 = (content: Uint8Array | readonly Uint8Array[]) => Uint8Array;
