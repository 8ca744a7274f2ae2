import { expect, test } from 'vitest';
import { testClock } from '../../test/memory-host.js';
import { plannedBuild } from '../../test/planned-build.js';
import { packContent } from '../archive/packed-content.js';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { packedStore } from '../cache/packed-store.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { pakoEncoder } from '../node/deflate-encoder.js';
import type { WrittenArchive } from './archive-notes.js';
import { Assembly } from './assembly.js';
import type { PackedArchive } from './packing/pack-archives.js';

const deflater = { deflateRaw: pakoEncoder, mayGive: async () => true, close: async () => undefined };

async function assembling() {
  const clock = testClock(Date.parse('2026-11-24'));
  const { context, host, events } = await plannedBuild(undefined, { clock });
  const used: { readonly sha256: string; readonly renew: boolean }[] = [];
  const store = packedStore(host, context.cache);
  const found: Diagnostic[] = [];
  const log: string[] = [];
  const assembly = new Assembly(
    context,
    { ...store, use: async ({ sha256 }, { renew }) => void used.push({ sha256, renew }) },
    {
      receive: async ({ path }, parts) => {
        log.push('received');
        await host.fileSystem.makeDirectory('/project/dist');
        await host.fileSystem.writeFile(path, parts);
      },
      keep: async () => void log.push('kept'),
    },
    found,
  );
  const [plan] = context.plan.archives;
  if (plan === undefined) throw new Error('the plan has no archive');
  let loaded = 0;
  const entry = (name: string, text: string): PackedArchive['entries'][number] => {
    const content = new TextEncoder().encode(text);
    return {
      name,
      mode: 0o644,
      sha256: hexOf(sha256Of(content)),
      size: content.length,
      reused: false,
      info: undefined,
      findings: [],
      load: async () => {
        loaded += 1;
        return await packContent(content, 6, deflater);
      },
    };
  };
  const packed: PackedArchive = { plan, entries: [entry('b', 'bbb'), entry('a', 'aa')] };
  return { assembly, clock, entry, events, found, host, log, loaded: () => loaded, packed, used };
}

test('an archive is passed on with its entries sorted, and described as it is on disk', async () => {
  const { assembly, found, host, log, packed } = await assembling();
  const { archive, written } = await assembly.make(packed, null);
  const bytes = await host.fileSystem.readFile('/project/dist/lambda.zip');
  expect(archive).toMatchObject({ size: bytes.length, sha256: hexOf(sha256Of(bytes)) });
  expect(archive.entries.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(written).toMatchObject({ size: bytes.length, identity: null, compressedSizes: { a: 4, b: 5 } });
  expect([log, found]).toEqual([['received'], []]);
});

test('an archive that is already at its path is kept, and its contents are not loaded', async () => {
  const { assembly, events, loaded, log, packed, used } = await assembling();
  const first = await assembly.make(packed, null);
  const second = await assembly.make(packed, first.written);
  expect(second.archive).toEqual(first.archive);
  expect(log).toEqual(['received', 'kept']);
  expect(loaded()).toBe(2);
  expect(events).toContainEqual({ type: 'kept', path: 'dist/lambda.zip' });
  expect(used).toEqual(packed.entries.map(({ sha256 }) => ({ sha256, renew: false })));
});

test('an archive that is made again with the same bytes is reported as up to date', async () => {
  const { assembly, events, packed } = await assembling();
  await assembly.make(packed, null);
  await assembly.make(packed, null);
  const types = events.map(({ type }) => type).filter((type) => type === 'compared' || type === 'kept');
  expect(types).toEqual(['compared', 'kept']);
});

test('an archive with a different content is not kept', async () => {
  const { assembly, entry, log, packed } = await assembling();
  const { written } = await assembly.make(packed, null);
  await assembly.make({ ...packed, entries: [entry('a', 'other')] }, written);
  expect(log).toEqual(['received', 'received']);
});

test('the contents of a kept archive are marked as used again after six hours', async () => {
  const { assembly, clock, packed, used } = await assembling();
  const { written } = await assembly.make(packed, null);
  clock.advance(6 * 60 * 60 * 1000 + 1);
  const kept = await assembly.make(packed, written);
  expect(used.map(({ renew }) => renew)).toEqual([true, true]);
  expect(kept.written.used).toBe(clock.now());
});

test('an archive is not passed on once an error was found', async () => {
  const { assembly, found, log, packed } = await assembling();
  found.push(diagnose('check-bootstrap-missing', { elsewhere: null }));
  await assembly.make(packed, null);
  expect(log).toEqual([]);
});

test('an archive that is too large for Lambda is found, also if it is kept', async () => {
  const { assembly, found, packed } = await assembling();
  const large = { ...packed, entries: packed.entries.map((entry) => ({ ...entry, size: 2 ** 28 })) };
  const { written } = await assembly.make(large, null);
  const codes = found.map(({ code }) => code);
  expect(codes).not.toEqual([]);
  const onDisk: WrittenArchive = written;
  await assembly.make(large, onDisk);
  expect(found.map(({ code }) => code)).toEqual([...codes, ...codes]);
});
