import { deflateRawSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { helloModule } from '../../test/go-programs.js';
import {
  ascii,
  bytesOf,
  type MadeEntry,
  type MadeZip,
  makeZip,
  plainFile,
  program,
  u16,
  u32,
} from '../../test/hostile-zips.js';
import { madeElf } from '../../test/made-elf.js';
import { isMatrix, runs } from '../../test/matrix.js';
import { createArchive } from '../archive/create-archive.js';
import { readZip } from '../archive/read-zip.js';
import { nativeBootstrap } from '../bootstrap/bootstraps.js';
import { clearBuildId } from '../go/build-id.js';
import { nodeHost } from '../node/host.js';
import { checkCanonical } from './check-canonical.js';

const host = nodeHost();
const codesOf = async (bytes: Uint8Array): Promise<string[]> => {
  const { findings } = await checkCanonical({ bytes, jobs: 2 }, host);
  return findings.map(({ code }) => code);
};

const a: MadeEntry = { name: 'a.txt', content: ascii('the first file') };
const b: MadeEntry = { name: 'b.txt', content: ascii('the second file') };
const entry = (changes: Partial<MadeEntry>): MadeZip => ({ entries: [{ ...a, ...changes }, b] });

describe('an archive of format 1 is canonical', () => {
  // In `npm test`, the ends and the default of the range; level 1 also takes the other branch of zlib's encoder.
  const levels = isMatrix ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1, 6, 9];

  test('at every level, with any contents', async () => {
    const content = Uint8Array.from({ length: 70_000 }, (_, index) => (index * index) >> 9);
    const entries = [
      { name: 'bin/create', mode: 0o755, content },
      { name: 'bootstrap', mode: 0o755, content: nativeBootstrap('arm64') },
      { name: 'empty', mode: 0o644, content: new Uint8Array(0) },
    ] as const;
    for (const level of levels) {
      const bytes = await createArchive(entries, { level });
      const result = await checkCanonical({ bytes, jobs: 2 }, host);
      expect(result.findings).toEqual([]);
      // A different level that produces the same bytes would be correct, too.
      expect(await createArchive(entries, { level: result.level ?? 0 })).toEqual(bytes);
    }
  });

  test('without entries, with one empty entry, and when assembled by hand', async () => {
    expect(await codesOf(await createArchive([]))).toEqual([]);
    expect(
      await codesOf(await createArchive([{ name: 'x', mode: 0o644, content: new Uint8Array(0) }])),
    ).toEqual([]);
    expect(await codesOf(makeZip({ entries: [a, b] }))).toEqual([]);
  });

  test('at the likely level, if several levels produce its bytes', async () => {
    const bytes = makeZip({ entries: [a, b] });
    const levels = [6, 9].map((likelyLevel) => checkCanonical({ bytes, jobs: 1, likelyLevel }, host));
    expect((await Promise.all(levels)).map(({ level }) => level)).toEqual([6, 9]);
  });
});

/** One zip for each fault, with the expected code. */
const hostile: readonly (readonly [fault: string, zip: MadeZip | Uint8Array, code: string])[] = [
  ['an empty file', new Uint8Array(0), 'verify-damaged'],
  ['a text', ascii('hello'), 'verify-damaged'],
  [
    'only an end of central directory, with an entry count of 1',
    makeZip({ entries: [], end: { entries: 1 } }),
    'verify-field',
  ],
  ['bytes before it', { entries: [a, b], prefix: ascii('#!/bin/sh\n') }, 'verify-damaged'],
  ['bytes after it', { entries: [a, b], suffix: ascii('\n') }, 'verify-damaged'],
  ['bytes between its parts', { entries: [a, b], between: ascii('gap') }, 'verify-damaged'],
  ['a comment', { entries: [a, b], comment: 'made by' }, 'verify-field'],
  [
    'a second zip after the first',
    bytesOf(makeZip({ entries: [a] }), makeZip({ entries: [b] })),
    'verify-damaged',
  ],
  ['entries in a different order', { entries: [b, a] }, 'verify-order'],
  ['a central directory in a different order', { entries: [a, b], centralOrder: [1, 0] }, 'verify-field'],
  [
    'a central directory that lists an entry twice',
    { entries: [a, b], centralOrder: [0, 0, 1] },
    'verify-field',
  ],
  ['a central directory that leaves an entry out', { entries: [a, b], centralOrder: [0] }, 'verify-damaged'],
  ['an entry that only the central directory has', entry({ sharesLocalOf: 1 }), 'verify-field'],
  [
    'two entries that share one content',
    { entries: [a, { ...a, name: 'b.txt', sharesLocalOf: 0 }] },
    'verify-damaged',
  ],
  ['fewer entries counted than there are', { entries: [a, b], end: { entries: 1 } }, 'verify-field'],
  ['more entries counted than there are', { entries: [a, b], end: { entries: 0xffff } }, 'verify-field'],
  ['a wrong central directory offset', { entries: [a, b], end: { offset: 0 } }, 'verify-field'],
  ['a wrong central directory size', { entries: [a, b], end: { size: 0 } }, 'verify-field'],
  ['an offset into the content of another entry', entry({ central: { offset: 3 } }), 'verify-field'],
  ['one name twice', { entries: [a, a] }, 'archive-name-collision'],
  ['two names that differ only in case', { entries: [{ ...a, name: 'A.txt' }, a] }, 'archive-name-collision'],
  [
    'a name that is the directory of another',
    { entries: [a, { ...b, name: 'a.txt/b' }] },
    'archive-name-collision',
  ],
  ['an absolute name', entry({ name: '/a.txt' }), 'archive-name-invalid'],
  ['a name with a leading `..`', entry({ name: '../a.txt' }), 'archive-name-invalid'],
  ['a name with `..` in the middle', entry({ name: 'a/../../b' }), 'archive-name-invalid'],
  ['a name with a drive letter', entry({ name: 'C:a.txt' }), 'archive-name-invalid'],
  ['a name with backslashes', entry({ name: 'a\\b.txt' }), 'archive-name-invalid'],
  ['a name with NUL', entry({ name: 'a\0b' }), 'archive-name-invalid'],
  ['a name that is not ASCII', entry({ name: 'a\xfc' }), 'archive-name-invalid'],
  ['an empty name', entry({ name: '' }), 'archive-name-invalid'],
  ['a name of 60,000 characters', entry({ name: 'a'.repeat(60_000) }), 'archive-name-invalid'],
  ['a directory entry', { entries: [{ name: 'a/' }, b] }, 'archive-name-invalid'],
  ['a different name in the central directory', entry({ central: { name: 'c.txt' } }), 'verify-field'],
  ['a symbolic link', entry({ fields: { externalAttributes: (0o120777 << 16) >>> 0 } }), 'verify-field'],
  ['a device', entry({ fields: { externalAttributes: (0o020644 << 16) >>> 0 } }), 'verify-field'],
  ['a setuid program', entry({ fields: { externalAttributes: (0o104755 << 16) >>> 0 } }), 'verify-field'],
  [
    'a mode that format 1 does not allow',
    entry({ fields: { externalAttributes: (0o100600 << 16) >>> 0 } }),
    'verify-field',
  ],
  ['attributes of MS-DOS', entry({ fields: { externalAttributes: plainFile | 0x20 } }), 'verify-field'],
  ['a bootstrap that is not executable', { entries: [{ ...a, name: 'bootstrap' }] }, 'verify-not-executable'],
  ['a different version made by', entry({ fields: { versionMadeBy: 0x0014 } }), 'verify-field'],
  ['a different version needed to extract', entry({ fields: { versionNeeded: 20 } }), 'verify-field'],
  ['an encryption flag', entry({ fields: { flags: 1 } }), 'verify-field'],
  [
    'a data descriptor',
    entry({ fields: { flags: 8, behind: bytesOf(u32(0x08074b50), u32(0), u32(0), u32(0)) } }),
    'verify-field',
  ],
  ['a UTF-8 flag', entry({ fields: { flags: 0x800 } }), 'verify-field'],
  ['a different time', entry({ fields: { time: 1 } }), 'verify-field'],
  ['a different date', entry({ fields: { date: 0x21 } }), 'verify-field'],
  ['a different date only in the central directory', entry({ central: { date: 0x5000 } }), 'verify-field'],
  ['an extra field', entry({ fields: { extra: bytesOf(u16(0x5455), u16(1), u16(0)) } }), 'verify-field'],
  ['an extra field only in the local header', entry({ local: { extra: ascii('1234') } }), 'verify-field'],
  ['a comment of an entry', entry({ central: { comment: 'hi' } }), 'verify-field'],
  ['a different disk number', entry({ central: { disk: 1 } }), 'verify-field'],
  ['a text attribute', entry({ central: { internalAttributes: 1 } }), 'verify-field'],
  ['a stored content', entry({ compressed: ascii('the first file'), fields: { method: 0 } }), 'verify-field'],
  ['an unknown method', entry({ fields: { method: 93 } }), 'verify-field'],
  ['a method that differs between the headers', entry({ central: { method: 0 } }), 'verify-field'],
  ['a wrong CRC-32', entry({ fields: { crc32: 1 } }), 'verify-content'],
  ['a CRC-32 that differs between the headers', entry({ central: { crc32: 1 } }), 'verify-field'],
  ['a size that is too small', entry({ fields: { size: 3 } }), 'verify-content'],
  ['a size that is too large', entry({ fields: { size: 100 } }), 'verify-content'],
  ['a size that differs between the headers', entry({ central: { size: 3 } }), 'verify-field'],
  ['a size that no deflate stream has', entry({ fields: { size: 0x7fffffff } }), 'verify-damaged'],
  [
    'the sizes of zip64',
    entry({ fields: { size: 0xffffffff, compressedSize: 0xffffffff } }),
    'verify-damaged',
  ],
  ['a compressed size beyond the file', entry({ fields: { compressedSize: 0xfffffff0 } }), 'verify-damaged'],
  ['a compressed size into the next entry', entry({ fields: { compressedSize: 60 } }), 'verify-damaged'],
  [
    'an empty content that is deflated',
    entry({ content: new Uint8Array(0), compressed: Uint8Array.of(3, 0), fields: { method: 8 } }),
    'verify-field',
  ],
  [
    'a content that goes on behind its end',
    entry({ compressed: bytesOf(new Uint8Array(deflateRawSync(a.content ?? '')), ascii('more')) }),
    'verify-content',
  ],
  [
    'a content that is not a deflate stream',
    entry({ compressed: ascii('\xff\xff\xff\xff') }),
    'verify-content',
  ],
  [
    'a content that is truncated',
    entry({ compressed: new Uint8Array(deflateRawSync(a.content ?? '')).subarray(0, -2) }),
    'verify-content',
  ],
  [
    'a content in stored blocks',
    entry({ compressed: new Uint8Array(deflateRawSync(a.content ?? '', { level: 0 })) }),
    'verify-encoder',
  ],
  [
    'a content with another strategy',
    entry({
      content: ascii('ab'.repeat(500)),
      compressed: new Uint8Array(deflateRawSync('ab'.repeat(500), { strategy: 2 })),
    }),
    'verify-encoder',
  ],
];

describe('an archive is not canonical that has', () => {
  for (const [fault, zip, code] of hostile) {
    test(fault, async () => {
      const bytes = zip instanceof Uint8Array ? zip : makeZip(zip);
      expect(await codesOf(bytes)).toContain(code);
      // The reader for zips of any tool must not crash either.
      readZip(bytes);
    });
  }

  test('two levels', async () => {
    const content = Uint8Array.from({ length: 50_000 }, (_, index) => (index * index) >> 9);
    const [fast, small] = [1, 9].map((level) => new Uint8Array(deflateRawSync(content, { level })));
    const mixed = [fast, small].map(
      (compressed, index): MadeEntry => ({ name: `${index}`, content, compressed: compressed ?? content }),
    );
    expect(await codesOf(makeZip({ entries: mixed }))).toEqual(['verify-encoder']);
  });

  test('been truncated at any byte', async () => {
    const whole = makeZip({ entries: [a, b] });
    for (let length = 0; length < whole.length; length += 1) {
      expect(await codesOf(whole.subarray(0, length)), String(length)).not.toEqual([]);
    }
  });
});

describe('an archive that would take much time or memory is refused by its headers', () => {
  const zeros = new Uint8Array(deflateRawSync(new Uint8Array(16 * 1024 * 1024)));

  test('a zip bomb of many entries with correct sizes', async () => {
    const content = new Uint8Array(16 * 1024 * 1024);
    const entries = Array.from(
      { length: 20 },
      (_, index): MadeEntry => ({ name: String(index).padStart(2, '0'), content, compressed: zeros }),
    );
    const { findings } = await checkCanonical({ bytes: makeZip({ entries }), jobs: 2 }, host);
    expect(findings.map(({ message }) => message).join()).toMatch(/more than 262144000 bytes in total/);
  });

  test('a zip bomb that declares a small size is inflated only up to that size', async () => {
    const { findings } = await checkCanonical(
      { bytes: makeZip(entry({ compressed: zeros, fields: { size: 100 } })), jobs: 1 },
      host,
    );
    expect(findings).toMatchObject([{ code: 'verify-content' }]);
  });

  test('65,000 entries', async () => {
    const entries = Array.from({ length: 65_000 }, (_, index): MadeEntry => ({ name: `${100_000 + index}` }));
    expect(await codesOf(makeZip({ entries }))).toEqual([]);
  });
});

describe('every changed byte is detected', () => {
  test('in a small archive, at every offset, with several values', async () => {
    const small = await createArchive([
      { name: 'a.txt', mode: 0o644, content: ascii('to be or not to be') },
      { name: 'bootstrap', mode: 0o755, content: ascii('#!/bin/sh\nexec "$_HANDLER"\n') },
      { name: 'empty', mode: 0o644, content: new Uint8Array(0) },
    ]);
    const permitted: number[] = [];
    for (let at = 0; at < small.length; at += 1) {
      const before = small[at] ?? 0;
      const values = [before ^ 1, before ^ 0x80, before ^ 0xff, 0, 0x20, 0xa4, 0xed, (before + 1) & 0xff];
      for (const value of new Set(values)) {
        if (value === before) continue;
        const changed = Uint8Array.from(small);
        changed[at] = value;
        // A plain file may have either mode; only the provenance detects a change.
        if ((await codesOf(changed)).length === 0) permitted.push(before, value);
      }
    }
    expect(permitted).toEqual([0xa4, 0xed, 0xa4, 0xed]);
  }, 120_000);

  // `npm test` has the whole of a small archive above.
  test('in a real archive, at random offsets', async () => {
    const module = helloModule({ vendored: 'v1.55.1' });
    onTestFinished(() => module.remove());
    const real = await createArchive([
      { name: 'bin/hello', mode: 0o755, content: clearBuildId(module.build('arm64')) },
      { name: 'bootstrap', mode: 0o755, content: nativeBootstrap('arm64') },
    ]);
    expect(await codesOf(real)).toEqual([]);
    let state = 42;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % below;
    };
    for (let count = 0; count < runs(12, 3000); count += 1) {
      const at = random(real.length);
      const changed = Uint8Array.from(real);
      changed[at] = ((changed[at] ?? 0) + 1 + random(255)) & 0xff;
      const { findings } = await checkCanonical({ bytes: changed, jobs: 2 }, host);
      expect(findings.length, `byte ${at}`).toBeGreaterThan(0);
    }
  }, 300_000);

  test('in the mode of a program', async () => {
    const content = madeElf({ moduleText: 'path\texample.com/p/cmd/hello\n' });
    const zip = { entries: [{ name: 'bin/hello', content }] };
    const modes = [program, plainFile].map((externalAttributes) =>
      codesOf(makeZip({ entries: zip.entries.map((each) => ({ ...each, fields: { externalAttributes } })) })),
    );
    const [executable = [], plain = []] = await Promise.all(modes);
    expect(executable).not.toContain('verify-not-executable');
    expect(plain).toContain('verify-not-executable');
  });
});
