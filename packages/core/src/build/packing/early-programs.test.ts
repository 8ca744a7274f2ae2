import { expect, test } from 'vitest';
import { linkedProgram } from '../../../test/linked-program.js';
import { interfered, memoryHost } from '../../../test/memory-host.js';
import { packedStore } from '../../cache/packed-store.js';
import { pakoEncoder } from '../../node/deflate-encoder.js';
import type { Host } from '../../ports/host.js';
import { EarlyPrograms } from './early-programs.js';
import type { LinkedProgram, ProgramReader } from './programs.js';

const path = '/link/create';
const linked: LinkedProgram = {
  path,
  run: 'r',
  executable: 'create',
  target: { runtime: 'provided.al2023', architecture: 'arm64', cgo: false, norpc: true },
  level: 6,
  handlers: ['create'],
};

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
  const packer = { deflater, store: packedStore(host, cache) };
  const reader: ProgramReader = { host, packer, facts: new Map() };
  /** Like go: written elsewhere, then moved. */
  const link = async (bytes: Uint8Array): Promise<void> => {
    await memory.fileSystem.writeFile('/work', bytes);
    await memory.fileSystem.rename('/work', path);
  };
  const readsOfProgram = (): number => reads.filter((read) => read === path).length;
  return { reader, memory, link, readsOfProgram, early: new EarlyPrograms(reader, 2) };
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Polls until the condition is true, for at most 30 seconds. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !holds(); tries += 1) await wait(50);
}

test('packs a program that go links before go ends, and only once', async () => {
  const { early, link, readsOfProgram } = machine();
  await early.during([linked], async () => {
    await link(linkedProgram('first'));
    await until(() => readsOfProgram() > 0);
    expect(readsOfProgram()).toBe(1);
  });
  const content = await early.take(linked);
  expect(content?.size).toBe(linkedProgram('first').length);
  await early.stop();
  expect(readsOfProgram()).toBe(1);
});

test('ignores an early result if the program is linked again afterwards', async () => {
  const { early, link, readsOfProgram } = machine();
  await early.during([linked], async () => {
    await link(linkedProgram('first'));
    await until(() => readsOfProgram() > 0);
  });
  await link(linkedProgram('other'));
  expect(await early.take(linked)).toBeUndefined();
  await early.stop();
});

test('does not read a program that existed before', async () => {
  const { early, link, memory, readsOfProgram } = machine();
  await link(linkedProgram('first'));
  await early.during([linked], async () => {
    // go updates the times of programs that are up to date.
    await memory.fileSystem.touch(path);
    await memory.fileSystem.writeFile('/link/other', new Uint8Array(1));
    await wait(300);
  });
  expect(await early.take(linked)).toBeUndefined();
  expect(readsOfProgram()).toBe(0);
  await early.stop();
});

test('packs a program at both levels if two archives need it at different levels', async () => {
  const { early, link, readsOfProgram } = machine();
  const levels = [linked, { ...linked, level: 9 }, { ...linked, level: 1 }];
  await early.during(levels, async () => {
    await link(linkedProgram('a'.repeat(10_000)));
    await until(() => readsOfProgram() >= levels.length);
  });
  const sizes = new Set<number>();
  for (const each of levels) {
    const packed = await (await early.take(each))?.load();
    sizes.add(packed?.compressed.length ?? 0);
  }
  expect(sizes.size).toBeGreaterThan(1);
  await early.stop();
});

test('leaves a program that does not match its build ID to the check after go', async () => {
  const { early, link, readsOfProgram } = machine();
  const bytes = linkedProgram('first');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await early.during([linked], async () => {
    await link(bytes);
    await until(() => readsOfProgram() > 0);
  });
  expect(await early.take(linked)).toBeUndefined();
  await early.stop();
});

test('rejects with the error of the work, and starts nothing afterwards', async () => {
  const { early } = machine();
  await expect(
    early.during([linked], async () => {
      throw new Error('go failed');
    }),
  ).rejects.toThrow('go failed');
  await early.stop();
});
