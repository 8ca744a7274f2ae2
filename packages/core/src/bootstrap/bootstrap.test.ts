import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { testWith, tools } from '../../test/tools.js';
import { readElf } from '../elf/elf-file.js';
import { architectures } from '../lambda/architectures.js';
import { nativeBinaries, nativeSourceSha256 } from './bootstraps.generated.js';
import { nativeBootstrap, shellBootstrap } from './bootstraps.js';

const PT_LOAD = 1;
const PT_GNU_STACK = 0x6474e551;
const writable = 2;
const executable = 1;

describe.each(['x86_64', 'arm64'] as const)('the native bootstrap for %s', (architecture) => {
  const bytes = nativeBootstrap(architecture);
  const elf = readElf(bytes);

  test('matches the committed bytes', () => {
    const { sha256, bytes: size } = nativeBinaries[architecture];
    expect(bytes.length).toBe(size);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  });

  test('is a static program for that machine', () => {
    if (elf.kind !== 'elf') throw new Error(elf.kind);
    expect(elf.machine).toBe(architectures[architecture].elfMachine);
    expect(elf.interpreter).toBeNull();
    expect(elf.libraries).toEqual([]);
  });

  test('has segments for pages of 64 KiB, none both writable and executable', () => {
    if (elf.kind !== 'elf') throw new Error(elf.kind);
    const loaded = elf.segments.filter(({ type }) => type === PT_LOAD);
    expect(loaded.length).toBeGreaterThan(0);
    for (const { alignment, address, offset, flags } of loaded) {
      expect(alignment).toBe(65_536);
      expect((address - offset) % 65_536).toBe(0);
      expect(flags & writable && flags & executable).toBeFalsy();
    }
    const stack = elf.segments.find(({ type }) => type === PT_GNU_STACK);
    expect(stack === undefined ? undefined : stack.flags & executable).toBe(0);
  });
});

describe('the sources', () => {
  const source = (name: string) =>
    readFileSync(fileURLToPath(new URL(`../../bootstrap/${name}`, import.meta.url)));

  // Also detected without the compiler: a source that was changed but not rebuilt.
  test('are the ones that the constants were built from', () => {
    expect(createHash('sha256').update(source('bootstrap.c')).digest('hex')).toBe(nativeSourceSha256);
    expect(new TextDecoder().decode(shellBootstrap())).toBe(source('bootstrap.sh').toString('utf8'));
  });

  testWith(tools.zig)('compile to the committed bytes with the pinned compiler', () => {
    const build = fileURLToPath(new URL('../../bootstrap/build.mjs', import.meta.url));
    const [zig] = tools.zig.probe;
    execFileSync(process.execPath, [build, '--check', '--zig', zig], { stdio: 'pipe' });
  });

  test('the shell bootstrap has a shebang and no carriage return', () => {
    const script = new TextDecoder().decode(shellBootstrap());
    expect(script).toMatch(/^#!\/bin\/sh\n/);
    expect(script).not.toContain('\r');
  });
});
