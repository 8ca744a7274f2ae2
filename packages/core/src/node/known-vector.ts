/**
 * A content that makes deflate use all it has (literals, short and long matches, matches at the window's far
 * end, more than one block), and what stock zlib makes of it. Python tells the digests again:
 * `zlib.compressobj(level, zlib.DEFLATED, -15, 8)` over `knownContent()`; a test does so.
 */
export function knownContent(): Uint8Array {
  const content = new Uint8Array(160_000);
  let state = 1;
  for (let at = 0; at < content.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const random = state >>> 16;
    const back = 1 + (random % 32_700);
    // In turns noise, a small alphabet, and a copy from the far end of the window.
    const turn = (at >>> 10) % 3;
    const copied = back <= at ? (content[at - 31_000] ?? 0) : 0;
    content[at] = turn === 0 ? random & 0xff : turn === 1 ? 97 + (random % 7) : copied;
  }
  return content;
}

/** SHA-256 of the raw deflate stream at the levels 1 to 9, from zlib. */
export const knownDigests: readonly string[] = [
  'feba5b1cade123bd5fb19e1a5d804f081b29895ba517b0b91ec6b92185c04b4a',
  '94bb51cb898996b2caae33ec9a45e8974a1a319ab073e5fe707cf87d5e8cff32',
  '3be1387ae191816dc0e5be42fc30492b46ac3726e417d5cfc8bd5733a2a8a9eb',
  '3f8fcd37596412e1b7a6e8baea0efbad37d26bd8cbdfe2c419356dc7f9337bfb',
  '952c7a5a39980a77c80a759e96f26742f25533026f60f2b0516d3a10ef89fb48',
  '73e1426afa773f328fc4997527e82f91dd1912e6ffac063c46056062c047d338',
  '73e1426afa773f328fc4997527e82f91dd1912e6ffac063c46056062c047d338',
  '6590e8434ee1f3fa4fb86a9c490f413d9b1ac3d95a33e042d8e701388a04fb94',
  '6590e8434ee1f3fa4fb86a9c490f413d9b1ac3d95a33e042d8e701388a04fb94',
];
