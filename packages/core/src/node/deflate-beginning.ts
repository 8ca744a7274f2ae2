/** Enough for two blocks of nearly any content; a content that compresses better is fast to deflate completely. */
const mostExamined = 1024 * 1024;
const step = 64 * 1024;

/**
 * Whether canonical deflate at a level may turn a content into a stream: false if the start of the output differs.
 * Output produced before the end of the content does not depend on that end.
 */
export async function streamMayBe(
  content: Uint8Array,
  level: number,
  compressed: Uint8Array,
): Promise<boolean> {
  const { Deflate } = await import('pako');
  const deflate = new Deflate({ raw: true, level: level as 1, memLevel: 8, windowBits: 15, chunkSize: 4096 });
  let given = 0;
  let equal = true;
  deflate.onData = (chunk) => {
    const part = chunk as Uint8Array;
    for (let index = 0; equal && index < part.length; index += 1) {
      equal = part[index] === compressed[given + index];
    }
    given += part.length;
  };
  const end = Math.min(content.length, mostExamined);
  // The codes of a block identify it, so two or three blocks are enough.
  for (let at = 0; at < end && equal && given < step; at += step) {
    const isLast = at + step >= content.length;
    deflate.push(content.subarray(at, at + step), isLast);
  }
  return equal;
}
