/**
 * A content that zlib compresses to nine different streams at its nine levels: noise, alphabets of two, five and ten
 * letters (whose hash chains are longer than the lower levels follow), and copies from near the far end of the
 * window.
 */
export function vectorContent(): Uint8Array {
  const content = new Uint8Array(160_000);
  let state = 1;
  for (let at = 0; at < content.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const random = state >>> 16;
    const turn = (at >>> 13) % 5;
    if (turn === 0) content[at] = random & 0xff;
    else if (turn === 4) content[at] = content[at - 31_000] ?? 0;
    else content[at] = 97 + (random % (turn * turn + 1));
  }
  return content;
}

/**
 * SHA-256 of the streams of stock zlib at levels 1 to 9; a test derives them again with Python's
 * `zlib.compressobj(level, zlib.DEFLATED, -15, 8)`.
 */
export const knownDigests: readonly string[] = [
  'fe7e86c193824de40542dd9f4b7fb785c2c9b4288835af1e4671d7ba6d4fdf01',
  '7ec14bcfb33548fb9b798a8ed24f802883b90bf7fea3355596782fe3c4273834',
  '7f8832a31b512035d16e30ba3e865c9c7398b333e7546ea2ca8d5d00583ef67c',
  '92fb8be7efb4e39a6f22b8ab3e81611fe28cad05cbb4cf5425351c4da246b4e8',
  '52d996bc34e7b75ef8b00c59eb21d6cf637574518101b61281f035edf497527a',
  'a047d19bf9a009901ba95800a6bccf7aaafcfc4935bd33fb9fb66df4f5341618',
  '534a430be8aebfa53e95301edcac60cc83d2a10a56e8350e9a0d56dfe8a92907',
  '4be9447a93670f40f99d1631b304e85239733ac96631609cb2ea867487c9ef02',
  'cd90213b1bffa18ac497d253b7ebba7cfed0fa6969bc5f5a23eb080a35fa3cc0',
];
