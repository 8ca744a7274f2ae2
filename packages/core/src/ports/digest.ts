/** SHA-256; the result has 32 bytes. */
export type Sha256 = (content: Uint8Array) => Uint8Array;
