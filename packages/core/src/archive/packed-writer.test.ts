import { expect, test } from 'vitest';
import { makeZip, program } from '../../test/hostile-zips.js';
import { joined } from '../bytes/joined.js';
import { pakoEncoder } from '../node/deflate-encoder.js';
import { writeWithJSZip } from './jszip-writer.js';
import { packContent } from './packed-content.js';
import { type PackedEntry, writePacked } from './packed-writer.js';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const entries = [
  { name: '10', mode: 0o644, content: text('ten') },
  { name: '2', mode: 0o644, content: new Uint8Array(0) },
  { name: 'bin/create', mode: 0o755, content: text('a program '.repeat(50)) },
] as const;
const deflater = { deflateRaw: pakoEncoder, mayGive: async () => true, close: async () => undefined };

async function packed(): Promise<PackedEntry[]> {
  return await Promise.all(
    entries.map(async ({ name, mode, content }) => ({
      name,
      mode,
      content: await packContent(content.slice(), 6, deflater),
    })),
  );
}

test('each field has the value that APPNOTE gives it', async () => {
  const made = makeZip({
    entries: entries.map(({ name, mode, content }) => ({
      name,
      content,
      ...(mode === 0o755 ? { central: { externalAttributes: program } } : {}),
    })),
  });
  expect(Buffer.compare(joined(writePacked(await packed())), made)).toBe(0);
});

test('JSZip writes the same bytes, including names that look like integers', async () => {
  const bySelf = joined(writePacked(await packed()));
  const seen: string[] = [];
  const byJSZip = joined(await writeWithJSZip(entries, { level: 6, onEntry: (name) => seen.push(name) }));
  expect(Buffer.compare(byJSZip, bySelf)).toBe(0);
  expect(seen).toEqual(['10', '2', 'bin/create']);
});

test('compressed contents are not copied', async () => {
  const [first, ...others] = await packed();
  const written = writePacked(first === undefined ? [] : [first, ...others]);
  expect(written[1]).toBe(first?.content.compressed);
});

test('an archive without entries is an end of central directory', () => {
  expect(joined(writePacked([]))).toEqual(makeZip({ entries: [] }));
});
