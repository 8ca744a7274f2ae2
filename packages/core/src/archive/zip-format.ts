/** The constants of archive format 1, named as in PKWARE's APPNOTE.TXT 6.3.10. `docs/archive-format.md` lists every field. */
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
  /** 00:00:00 in MS-DOS format. */
  lastModTime: 0,
  /** 1980-02-01: midnight on 1980-01-01 can become 1979 in a reader that applies a time zone. */
  lastModDate: (0 << 9) | (2 << 5) | 1,
  /** S_IFREG; combined with the mode in the upper half of the external attributes. */
  regularFile: 0o100000,
  /** The date passed to JSZip, which writes its UTC fields. */
  date: new Date(Date.UTC(1980, 1, 1)),
} as const;

/** APPNOTE 4.4.5. */
export const compressionMethods = { store: 0, deflate: 8 } as const;

/** The largest size and offset: APPNOTE 4.4.1.4 reserves 0xFFFFFFFF for zip64, which Lambda does not support. */
export const sizeLimit = 0xfffffffe;
/** The largest number of entries, for the same reason. */
export const entryLimit = 0xfffe;

/**
 * Maximum total size of all names in an archive, in bytes. Lambda allows fewer files than a zip can list, with short
 * names, and decoded names take much more memory than their bytes.
 */
export const namesLimit = 8 * 1024 * 1024;
