/** Enough for two blocks of nearly everything; what compresses better than that is fast to deflate whole. */
const mostExamined = 1024 * 1024;
const step = 64 * 1024;

/**
 * Whether canonical deflate at a level may turn a content into a stream: false where it begins otherwise. What
 * deflate has given before the content's end is known does not depend on that end.
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
  // One block is told from another by its codes, so two or three of them are enough.
  for (let at = 0; at < end && equal && given < step; at += step) {
    const isLast = at + step >= content.length;
    deflate.push(content.subarray(at, at + step), isLast);
  }
  return equal;
}
