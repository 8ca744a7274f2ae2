import zlib from 'node:zlib';

// With eight tables the loop processes eight bytes at a time ("slicing by 8").
const tables = makeTables();

/** The CRC-32 of ZIP and gzip (APPNOTE: polynomial 0xEDB88320, reflected), as an unsigned number. */
export const crc32Of: (bytes: Uint8Array) => number = 'crc32' in zlib ? zlibCrc32 : crc32ByTables;

/** zlib's CRC-32, available since Node 20.15. */
function zlibCrc32(bytes: Uint8Array): number {
  return (zlib.crc32 as typeof crc32Of)(bytes);
}

/** The same without zlib. */
export function crc32ByTables(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length - (bytes.length % 8);
  let crc = 0xffffffff;
  for (let at = 0; at < whole; at += 8) {
    const low = crc ^ view.getUint32(at, true);
    const high = view.getUint32(at + 4, true);
    crc =
      lookUp(t7, low) ^
      lookUp(t6, low >>> 8) ^
      lookUp(t5, low >>> 16) ^
      lookUp(t4, low >>> 24) ^
      lookUp(t3, high) ^
      lookUp(t2, high >>> 8) ^
      lookUp(t1, high >>> 16) ^
      lookUp(t0, high >>> 24);
  }
  for (let at = whole; at < bytes.length; at += 1) {
    crc = (crc >>> 8) ^ lookUp(t0, crc ^ view.getUint8(at));
  }
  return (crc ^ 0xffffffff) >>> 0;
}

type Tables = readonly [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];

function lookUp(table: Uint32Array, index: number): number {
  return table[index & 0xff] ?? 0;
}

function makeTables(): Tables {
  const make = () => new Uint32Array(256);
  const made: Tables = [make(), make(), make(), make(), make(), make(), make(), make()];
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    made[0][byte] = crc;
  }
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = made[0][byte] ?? 0;
    for (const table of made.slice(1)) {
      crc = (crc >>> 8) ^ lookUp(made[0], crc);
      table[byte] = crc;
    }
  }
  return made;
}
