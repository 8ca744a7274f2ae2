/**
 * The constants of archive format 1, by the names of PKWARE's APPNOTE.TXT 6.3.10. `docs/archive-format.md`
 * has every field.
 */
export const zipFormat = {
  localFileHeaderSignature: 0x04034b50,
  localFileHeaderLength: 30,
  centralDirectorySignature: 0x02014b50,
  centralDirectoryLength: 46,
  endOfCentralDirectorySignature: 0x06054b50,
  endOfCentralDirectoryLength: 22,
  /** Made by: host 3 (Unix), specification 3.0. */
  versionMadeBy: 0x031e,
  /** APPNOTE 4.4.3: 1.0 for a plain file, 2.0 for deflate; JSZip writes 1.0 for both. */
  versionNeeded: 10,
  generalPurposeBitFlag: 0,
  /** 00:00:00, in the packing of MS-DOS. */
  lastModTime: 0,
  /** 1980-02-01: midnight on 1980-01-01 can become 1979 in a reader that applies a time zone. */
  lastModDate: (0 << 9) | (2 << 5) | 1,
  /** S_IFREG; a mode stands with it in the upper half of the external attributes. */
  regularFile: 0o100000,
  /** The date that JSZip is given; it writes the UTC parts. */
  date: new Date(Date.UTC(1980, 1, 1)),
} as const;

/** APPNOTE 4.4.5. */
export const compressionMethods = { store: 0, deflate: 8 } as const;

/** The largest size and offset: APPNOTE 4.4.1.4 keeps 0xFFFFFFFF for zip64, which Lambda does not take. */
export const sizeLimit = 0xfffffffe;
/** The largest number of entries likewise. */
export const entryLimit = 0xfffe;

/**
 * Bytes that all names of an archive may have together. Lambda takes fewer files than a zip can list, and their names are
 * short; text of names takes much more memory than their bytes.
 */
export const namesLimit = 8 * 1024 * 1024;
