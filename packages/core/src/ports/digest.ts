/** SHA-256; the result has 32 bytes. Parts follow upon each other. */
export type Sha256 = (content: Uint8Array | readonly Uint8Array[]) => Uint8Array;

/** The CRC-32 of ZIP and gzip, as an unsigned number. */
export type Crc32 = (content: Uint8Array) => number;
