import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError, testClock } from '../../../test/memory-host.js';
import { packedStore } from '../../cache/packed-store.js';
import { pakoEncoder } from '../../node/deflate-encoder.js';
import type { PlannedFile } from '../../plan/build-plan.js';
import type { Host } from '../../ports/host.js';
import { type AssetFacts, type AssetReader, hasCrlf, knownAsset, readAsset } from './assets.js';

const file: PlannedFile = { entry: 'run.sh', source: '/project/run.sh', mode: 0o755 };

/** @param age milliseconds since the file was written: times of recent changes are not trusted */
function reading(text: string, age = 60_000) {
  const memory = memoryHost({ [file.source]: text }, { clock: testClock(Date.now() + age) });
  const reads: string[] = [];
  const fileSystem = interfered(memory.fileSystem, ({ name, path }) => {
    if (name === 'readFile' && path === file.source) reads.push(path);
  });
  const sets = { used: new Set<string>(), written: new Set<string>(), damaged: new Set<string>() };
  const store = packedStore(memory, { directory: '/cache', ...sets });
  const deflater = { deflateRaw: pakoEncoder, mayGive: async () => true, close: async () => undefined };
  const reader = (
    before: ReadonlyMap<string, AssetFacts> = new Map(),
    host: Partial<Host> = {},
  ): AssetReader => ({
    host: { ...memory, fileSystem, ...host },
    packer: { store, deflater },
    facts: { before, now: new Map() },
  });
  return { memory, reads, reader };
}

describe('a file of the manifest', () => {
  test('is not read again if its identity is the same', async () => {
    const { reads, reader } = reading('#!/bin/sh\n');
    const first = reader();
    const content = await readAsset(file, 6, first);
    const next = reader(first.facts.now);
    const known = await knownAsset(file, 6, next);
    expect(known).toMatchObject({ sha256: content.sha256, size: content.size, hasCrlf: false, findings: [] });
    expect(await known?.load()).toEqual(await content.load());
    expect(next.facts.now).toEqual(first.facts.now);
    expect(reads).toHaveLength(1);
  });

  test('is read again if it was replaced, and if nothing is known about it', async () => {
    const { memory, reader } = reading('first');
    const first = reader();
    expect(await knownAsset(file, 6, first)).toBeUndefined();
    await readAsset(file, 6, first);
    await memory.fileSystem.remove(file.source);
    expect(await knownAsset(file, 6, reader(first.facts.now))).toBeUndefined();
    await memory.fileSystem.writeFile(file.source, new TextEncoder().encode('other'));
    expect(await knownAsset(file, 6, reader(first.facts.now))).toBeUndefined();
  });

  test('that was changed too recently is not noted', async () => {
    const { reader } = reading('text', 0);
    const first = reader();
    await readAsset(file, 6, first);
    expect(first.facts.now.size).toBe(0);
  });

  test('that changes after it was read is an error if it must be compressed again', async () => {
    const { memory, reader } = reading('first');
    const content = await readAsset(file, 6, reader());
    await memory.fileSystem.remove('/cache');
    await memory.fileSystem.writeFile(file.source, new TextEncoder().encode('other'));
    await expect(content.load()).rejects.toMatchObject({
      code: 'file-unreadable',
      diagnostics: [{ args: { source: file.source } }],
    });
  });

  test('that cannot be read is an error with the cause', async () => {
    const { memory, reader } = reading('text');
    const fileSystem = interfered(memory.fileSystem, () => {
      throw systemError('EACCES');
    });
    await expect(readAsset(file, 6, reader(new Map(), { fileSystem }))).rejects.toMatchObject({
      code: 'file-unreadable',
      cause: { code: 'EACCES' },
    });
  });
});

test('a script with a carriage return in its first line is a finding, also if it is not read again', async () => {
  const { reader } = reading('#!/bin/sh\r\nexit\n');
  const first = reader();
  const expected = { hasCrlf: true, findings: [{ code: 'check-script-carriage-return' }] };
  expect(await readAsset(file, 6, first)).toMatchObject(expected);
  expect(await knownAsset(file, 6, reader(first.facts.now))).toMatchObject(expected);
});

test.each([
  ['', false],
  ['\n\r', false],
  ['a\rb\r', false],
  ['a\r\n', true],
  ['\r\r\n', true],
  [`${'x\r'.repeat(100)}\n`, true],
])('%j has a line that ends with CRLF: %s', (text, expected) => {
  expect(hasCrlf(new TextEncoder().encode(text))).toBe(expected);
});
