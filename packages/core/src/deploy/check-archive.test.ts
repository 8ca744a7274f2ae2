import { expect, test } from 'vitest';
import { madeElf } from '../../test/made-elf.js';
import { createArchive } from '../archive/create-archive.js';
import { checkArchive } from './check-archive.js';

const text = (content: string) => new TextEncoder().encode(content);
const arm64 = madeElf({ machine: 183 });
const x86 = madeElf({ machine: 62 });
const program = (name: string, content: Uint8Array) => ({ name, mode: 0o755 as const, content });
const shell = program('bootstrap', text('#!/bin/sh\n'));

const expected = [
  { handler: 'bin/a', package: 'example.com/a', entry: 'bin/a' },
  { handler: 'bin/b', package: 'example.com/b', entry: 'bin/b' },
];

async function found(bytes: Uint8Array, programs = expected, sharesProgram = false) {
  const archive = { path: 'dist/lambda.zip', bytes, architecture: 'arm64', programs, sharesProgram } as const;
  return (await checkArchive(archive)).map(({ code, args, handlers }) => ({
    code,
    args,
    handlers,
  }));
}

test('accepts an archive with the expected entries', async () => {
  const whole = [shell, program('bin/a', arm64), program('bin/b', arm64), program('x.txt', text('x'))];
  expect(await found(await createArchive(whole))).toEqual([]);
  const native = [{ ...shell, content: arm64 }, ...whole.slice(1)];
  expect(await found(await createArchive(native))).toEqual([]);
});

test('accepts the program as the bootstrap in an archive of one handler', async () => {
  const alone = [{ handler: 'bin/a', package: 'example.com/a', entry: 'bootstrap' }];
  expect(await found(await createArchive([program('bootstrap', arm64)]), alone)).toEqual([]);
  expect(await found(await createArchive([program('bin/a', arm64)]), alone)).toEqual([
    {
      code: 'deployment-entry-missing',
      args: { path: 'dist/lambda.zip', entry: 'bootstrap', package: 'example.com/a' },
      handlers: ['bin/a'],
    },
  ]);
});

test('accepts the program of all handlers as the bootstrap', async () => {
  const joined = expected.map((each) => ({ ...each, entry: 'bootstrap' }));
  expect(await found(await createArchive([program('bootstrap', arm64)]), joined)).toEqual([]);
  expect(await found(await createArchive([program('bin/a', arm64)]), joined)).toEqual([
    {
      code: 'deployment-entry-missing',
      args: { path: 'dist/lambda.zip', entry: 'bootstrap', package: null },
      handlers: ['bin/a', 'bin/b'],
    },
  ]);
  expect(await found(await createArchive([program('bootstrap', x86)]), joined)).toMatchObject([
    { code: 'deployment-wrong-architecture', handlers: ['bin/a', 'bin/b'] },
  ]);
});

test('reports the handlers that a shared program does not contain', async () => {
  const joined = expected.map((each) => ({ ...each, entry: 'bootstrap' }));
  const programWith = async (...names: readonly string[]) => {
    const lines = names.map((name) => `bin/${name} example.com/${name}\n`).join('');
    const catalog = text(`lambdazip multicall 1\n${lines}lambdazip multicall end\n`);
    return await createArchive([program('bootstrap', new Uint8Array([...arm64, ...catalog]))]);
  };
  expect(await found(await programWith('a', 'b', 'c'), joined, true)).toEqual([]);
  expect(await found(await programWith('b'), joined, true)).toEqual([
    {
      code: 'deployment-handlers-missing',
      args: { path: 'dist/lambda.zip', entry: 'bootstrap', names: ['bin/a'] },
      handlers: ['bin/a'],
    },
  ]);
  // For example, the bootstrap of an archive with a program per handler.
  const native = await createArchive([program('bootstrap', arm64)]);
  expect(await found(native, joined, true)).toMatchObject([{ handlers: ['bin/a', 'bin/b'] }]);
});

test('reports all missing entries', async () => {
  expect(await found(await createArchive([program('bin/b', arm64)]))).toEqual([
    {
      code: 'deployment-entry-missing',
      args: { path: 'dist/lambda.zip', entry: 'bootstrap', package: null },
      handlers: undefined,
    },
    {
      code: 'deployment-entry-missing',
      args: { path: 'dist/lambda.zip', entry: 'bin/a', package: 'example.com/a' },
      handlers: ['bin/a'],
    },
  ]);
});

test('reports programs for the wrong architecture, including the bootstrap', async () => {
  const archive = await createArchive([
    { ...shell, content: x86 },
    program('bin/a', x86),
    program('bin/b', arm64),
  ]);
  expect((await found(archive)).map(({ code, args }) => [code, args])).toEqual([
    [
      'deployment-wrong-architecture',
      { path: 'dist/lambda.zip', entry: 'bootstrap', found: 'x86_64', expected: 'arm64' },
    ],
    [
      'deployment-wrong-architecture',
      { path: 'dist/lambda.zip', entry: 'bin/a', found: 'x86_64', expected: 'arm64' },
    ],
  ]);
  const mips = arm64.slice();
  mips[4] = 1;
  const others = [shell, program('bin/a', mips), program('bin/b', arm64.subarray(0, 70))];
  expect((await found(await createArchive(others))).map(({ code }) => code)).toEqual([
    'deployment-wrong-architecture',
    'deployment-foreign-archive',
  ]);
});

test('refuses archives that lambdazip did not write, with the reason', async () => {
  const archive = await createArchive([shell, program('bin/a', arm64), program('bin/b', arm64)]);
  const changed = (at: number) => archive.map((byte, index) => (index === at ? byte ^ 1 : byte));
  const reasons = await Promise.all(
    [text('hello'), new Uint8Array(), changed(10), archive.subarray(0, archive.length - 1)].map((bytes) =>
      found(bytes),
    ),
  );
  expect(reasons.map((findings) => findings.map(({ code }) => code))).toEqual(
    Array(4).fill(['deployment-foreign-archive']),
  );
  expect(reasons[2]?.[0]?.args).toEqual({
    path: 'dist/lambda.zip',
    reason: '"bin/a": last mod file time (local file header, offset 10): expected 0, found 1',
  });
});

test('reports damaged content', async () => {
  const archive = await createArchive([shell, program('bin/a', arm64), program('bin/b', arm64)]);
  // In the compressed content of the first entry, after its 30-byte header and its name.
  const at = 30 + 'bin/a'.length + 8;
  const damaged = archive.map((byte, index) => (index === at ? byte ^ 0xff : byte));
  expect(await found(damaged)).toMatchObject([{ code: 'deployment-foreign-archive', handlers: ['bin/a'] }]);
});
