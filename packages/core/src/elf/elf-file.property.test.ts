import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeElf } from '../../test/made-elf.js';
import { runs } from '../../test/matrix.js';
import { clearBuildId, readBuildId } from '../go/build-id.js';
import { readBuildInfo } from '../go/build-info.js';
import { readElf } from './elf-file.js';

const whole = madeElf({
  interpreter: '/lib64/ld-linux-x86-64.so.2',
  libraries: ['libc.so.6'],
  versionNeeds: { 'libc.so.6': ['GLIBC_2.34'] },
  moduleText: 'path\tx\ndep\ta\tv1.0.0\th1:=\n',
});

function readAll(bytes: Uint8Array): void {
  const elf = readElf(bytes);
  if (elf.kind === 'elf') readBuildInfo(elf, bytes);
  readBuildId(bytes);
  expect(clearBuildId(bytes).length).toBe(bytes.length);
}

describe('the readers never throw on hostile bytes', () => {
  test('random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), readAll), { numRuns: runs(300, 1000) });
  });

  test('random bytes after the start of an ELF file', () => {
    const header = fc
      .uint8Array({ minLength: 60, maxLength: 300 })
      .map((rest) => Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...rest]));
    fc.assert(fc.property(header, readAll), { numRuns: runs(600, 3000) });
  });

  test('a complete file with some bytes changed', () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        readAll(bytes);
      }),
      { numRuns: runs(1000, 5000) },
    );
  });
});

test('a truncated file is never accepted as complete', () => {
  for (let length = 0; length < whole.length; length += 1) {
    expect(readElf(whole.subarray(0, length)).kind, String(length)).not.toBe('elf');
  }
});

test('reads a complete file', () => {
  expect(readElf(whole)).toMatchObject({
    kind: 'elf',
    machine: 62,
    interpreter: '/lib64/ld-linux-x86-64.so.2',
    libraries: ['libc.so.6'],
    versionNeeds: [{ library: 'libc.so.6', versions: ['GLIBC_2.34'] }],
  });
});
