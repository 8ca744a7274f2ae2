import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { testWith, tools } from '../../test/tools.js';
import { LambdazipError } from '../diagnostics/lambdazip-error.js';
import { createArchive } from './create-archive.js';
import type { ArchiveEntry } from './entry.js';

const directory = mkdtempSync(join(tmpdir(), 'lambdazip-archive-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Names that sort differently by byte and by locale, integer-like names, an empty file, and a large one. */
const sample: readonly ArchiveEntry[] = [
  { name: 'bootstrap', mode: 0o755, content: text('#!/bin/sh\n') },
  { name: '10', mode: 0o644, content: text('ten') },
  { name: '2', mode: 0o644, content: text('two') },
  { name: 'Zebra/a', mode: 0o644, content: text('upper case comes first') },
  { name: 'bin/create', mode: 0o755, content: pattern(300_000) },
  { name: 'bin-x', mode: 0o755, content: pattern(70_000) },
  { name: 'empty', mode: 0o644, content: new Uint8Array(0) },
  { name: 'constructor', mode: 0o644, content: text('a name that objects have') },
];

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * index) >> 7);
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('createArchive', () => {
  test('produces the bytes of format 1', async () => {
    expect(digestOf(await createArchive(sample))).toMatchInlineSnapshot(
      `"9e035cd27f57ef89b2f3cefa1026cf175058e96b92b813f530eca9d20d650f7d"`,
    );
  });

  test('sorts entries by byte, including integer-like names', async () => {
    const names = centralDirectoryNames(await createArchive(sample));
    expect(names).toEqual(['10', '2', 'Zebra/a', 'bin-x', 'bin/create', 'bootstrap', 'constructor', 'empty']);
  });

  test('produces the same bytes for any order of the entries', async () => {
    const expected = digestOf(await createArchive(sample));
    expect(digestOf(await createArchive([...sample].reverse()))).toBe(expected);
  });

  test('produces the same bytes in any time zone and at any time', async () => {
    const before = process.env.TZ;
    const digests = new Set<string>();
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles']) {
      process.env.TZ = zone;
      digests.add(digestOf(await createArchive(sample)));
    }
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
    expect(digests.size).toBe(1);
  });

  test('does not modify the given contents', async () => {
    const content = pattern(100_000);
    const before = digestOf(content);
    await createArchive([{ name: 'a', mode: 0o644, content }]);
    expect(digestOf(content)).toBe(before);
  });

  test.each([
    ['archive-name-invalid', [{ name: '../a', mode: 0o644, content: text('') }]],
    ['archive-name-invalid', [{ name: '/a', mode: 0o644, content: text('') }]],
    ['archive-name-invalid', [{ name: 'C:a', mode: 0o644, content: text('') }]],
    ['archive-name-invalid', [{ name: 'a\\b', mode: 0o644, content: text('') }]],
    ['archive-name-invalid', [{ name: 'a\0b', mode: 0o644, content: text('') }]],
    ['archive-name-invalid', [{ name: 'ü', mode: 0o644, content: text('') }]],
    ['archive-name-invalid', [{ name: 'a//b', mode: 0o644, content: text('') }]],
    ['archive-name-invalid', [{ name: 'a/', mode: 0o644, content: text('') }]],
    ['archive-name-invalid', [{ name: '', mode: 0o644, content: text('') }]],
    ['archive-mode-invalid', [{ name: 'a', mode: 0o777, content: text('') }]],
    ['archive-name-collision', ['a', 'a'].map((name) => ({ name, mode: 0o644, content: text('') }))],
    ['archive-name-collision', ['a', 'A'].map((name) => ({ name, mode: 0o644, content: text('') }))],
    ['archive-name-collision', ['a/b', 'a'].map((name) => ({ name, mode: 0o644, content: text('') }))],
    ['archive-name-collision', ['A', 'a/b'].map((name) => ({ name, mode: 0o644, content: text('') }))],
  ])('rejects with %s: %j', async (code, entries) => {
    const refused = createArchive(entries as readonly ArchiveEntry[]);
    await expect(refused).rejects.toMatchObject({ name: 'LambdazipError', code });
  });

  test('reports every problem, not only the first', async () => {
    const bad = [
      { name: '../a', mode: 0o644, content: text('') },
      { name: 'b', mode: 0o600, content: text('') },
    ] as unknown as readonly ArchiveEntry[];
    const error = await createArchive(bad, { level: 12 }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(LambdazipError);
    expect((error as LambdazipError).diagnostics.map(({ code }) => code)).toEqual([
      'archive-level-invalid',
      'archive-name-invalid',
      'archive-mode-invalid',
    ]);
  });
});

/** Runs the script for all levels in one process. */
const everyLevel = `
import runpy, sys
script, source, directory = sys.argv[1:]
for level in range(1, 10):
    sys.argv = [script, str(level), source, f"{directory}/{level}.zip"]
    runpy.run_path(script, run_name="__main__")
`;

describe('other programs', () => {
  testWith(tools.python)("Python's zlib recreates an archive from its files at every level", async () => {
    const source = join(directory, 'source');
    for (const { name, mode, content } of sample) {
      mkdirSync(dirname(join(source, name)), { recursive: true });
      writeFileSync(join(source, name), content);
      chmodSync(join(source, name), mode);
    }
    const script = fileURLToPath(new URL('../../test/recreate-archive.py', import.meta.url));
    execFileSync('python3', ['-c', everyLevel, script, source, directory]);
    for (let level = 1; level <= 9; level += 1) {
      const output = join(directory, `${level}.zip`);
      expect(digestOf(readFileSync(output)), `level ${level}`).toBe(
        digestOf(await createArchive(sample, { level })),
      );
    }
  });
});

function centralDirectoryNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint16(bytes.length - 12, true);
  let at = view.getUint32(bytes.length - 6, true);
  return Array.from({ length: count }, () => {
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
    at += 46 + length;
    return name;
  });
}
