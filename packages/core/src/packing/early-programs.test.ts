import { expect, test } from 'vitest';
import { note } from '../../test/made-elf.js';
import { interfered, memoryHost } from '../../test/memory-host.js';
import { packedStore } from '../cache/packed-store.js';
import { pakoEncoder } from '../node/deflate-encoder.js';
import type { PlannedArchive } from '../plan/build-plan.js';
import type { Host } from '../ports/host.js';
import { EarlyPrograms } from './early-programs.js';
import type { LinkedProgram, ProgramReader } from './programs.js';

const path = '/link/create';
const linked: LinkedProgram = {
  path,
  program: {
    handler: 'create',
    entry: 'create',
    package: 'p',
    step: 0,
    executable: 'create',
    cgo: false,
    norpc: true,
    ldflags: [],
  },
  archive: { runtime: 'provided.al2023', architecture: 'arm64', compression: 6 } as PlannedArchive,
};

/** What a program begins with: an ELF header, a program header for notes, and the build ID. */
function program(id: string, rest: string): Uint8Array {
  const idNote = note('Go', 4, new TextEncoder().encode(id));
  const bytes = new Uint8Array(120 + idNote.length + rest.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, 1, true);
  view.setUint32(64, 4, true);
  view.setBigUint64(72, 120n, true);
  view.setBigUint64(96, BigInt(idNote.length), true);
  bytes.set(idNote, 120);
  bytes.set(new TextEncoder().encode(rest), 120 + idNote.length);
  return bytes;
}

function machine() {
  const memory = memoryHost({ '/link': null });
  const reads: string[] = [];
  const fileSystem = interfered(memory.fileSystem, ({ name, path: read }) => {
    if (name === 'readFile') reads.push(read);
  });
  const host: Host = { ...memory, fileSystem };
  const cache = {
    directory: '/cache',
    used: new Set<string>(),
    written: new Set<string>(),
    damaged: new Set<string>(),
  };
  const deflater = { deflateRaw: pakoEncoder, mayGive: async () => true, close: async () => undefined };
  const packer = { deflater, store: packedStore(host, cache), sha256: host.sha256, crc32: host.crc32 };
  const reader: ProgramReader = { host, packer, facts: new Map() };
  /** As go does: made elsewhere, then moved. */
  const link = async (bytes: Uint8Array): Promise<void> => {
    await memory.fileSystem.writeFile('/work', bytes);
    await memory.fileSystem.rename('/work', path);
  };
  const readsOfProgram = (): number => reads.filter((read) => read === path).length;
  return { reader, memory, link, readsOfProgram, early: new EarlyPrograms(reader, 2) };
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Until something holds, or half a minute is over. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !holds(); tries += 1) await wait(50);
}

test('a program that go links is packed before go ends, and not again', async () => {
  const { early, link, readsOfProgram } = machine();
  await early.during([linked], async () => {
    await link(program('a/b/c/d', 'first'));
    await until(() => readsOfProgram() > 0);
    expect(readsOfProgram()).toBe(1);
  });
  const content = await early.take(linked);
  expect(content?.size).toBe(program('a/b/c/d', 'first').length);
  await early.stop();
  expect(readsOfProgram()).toBe(1);
});

test('one that is linked again afterwards is not taken', async () => {
  const { early, link, readsOfProgram } = machine();
  await early.during([linked], async () => {
    await link(program('a/b/c/d', 'first'));
    await until(() => readsOfProgram() > 0);
  });
  await link(program('a/b/c/e', 'other'));
  expect(await early.take(linked)).toBeUndefined();
  await early.stop();
});

test('one that was there before is not read', async () => {
  const { early, link, memory, readsOfProgram } = machine();
  await link(program('a/b/c/d', 'first'));
  await early.during([linked], async () => {
    // go sets the time of one that is up to date.
    await memory.fileSystem.touch(path);
    await memory.fileSystem.writeFile('/link/other', new Uint8Array(1));
    await wait(300);
  });
  expect(await early.take(linked)).toBeUndefined();
  expect(readsOfProgram()).toBe(0);
  await early.stop();
});

test('what the work throws is thrown, and nothing is begun after it', async () => {
  const { early } = machine();
  await expect(
    early.during([linked], async () => {
      throw new Error('go failed');
    }),
  ).rejects.toThrow('go failed');
  await early.stop();
});
