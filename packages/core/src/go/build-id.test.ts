import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GoModule, helloModule } from '../../test/go-programs.js';
import { ascii, madeElf, note } from '../../test/made-elf.js';
import { type Tool, testWith, tools } from '../../test/tools.js';
import { clearBuildId, contentIdOf, readBuildId, readBuildIdOfStart, startWithBuildId } from './build-id.js';

describe('with programs that go built', () => {
  let module: GoModule;
  const built = new Map<string, { readonly before: Uint8Array; readonly after: Uint8Array }>();
  beforeAll(() => {
    module = helloModule({ replacedBy: './lambda-go' });
    const before = { amd64: module.build('amd64'), arm64: module.build('arm64') };
    module.write('cmd/hello/main.go', `${module.mainSource}\n// A comment that changes no instruction.\n`);
    for (const goarch of ['amd64', 'arm64'] as const) {
      built.set(goarch, { before: before[goarch], after: module.build(goarch) });
    }
  });
  afterAll(() => module.remove());
  const programsOf = (goarch: string) => {
    const programs = built.get(goarch);
    if (programs === undefined) throw new Error(`nothing was built for ${goarch}`);
    return programs;
  };

  describe.each(['amd64', 'arm64'])('%s', (goarch) => {
    test('the start of a program contains its build ID, whose last part identifies the content', () => {
      const { before, after } = programsOf(goarch);
      const ids = [before, after].map((bytes) => readBuildIdOfStart(bytes.subarray(0, startWithBuildId)));
      expect(ids).toEqual([readBuildId(before), readBuildId(after)]);
      expect(ids[0]).not.toBe(ids[1]);
      // Only a comment was changed.
      expect(contentIdOf(ids[0] ?? '')).toMatch(/^[\w-]{20}$/);
      expect(contentIdOf(ids[0] ?? '')).toBe(contentIdOf(ids[1] ?? ''));
    });

    test('two builds that differ in a comment are equal once their IDs are cleared', () => {
      const { before, after } = programsOf(goarch);
      expect(readBuildId(before)).not.toEqual(readBuildId(after));
      expect(Buffer.compare(clearBuildId(before), clearBuildId(after))).toBe(0);
    });

    test('the ID is the one that `go tool buildid` prints, until it is cleared', () => {
      const { after } = programsOf(goarch);
      const printed = module.go(['tool', 'buildid', join(module.directory, `hello-${goarch}`)]);
      expect(readBuildId(after)).toBe(printed.trim());
      expect(readBuildId(clearBuildId(after))).toBeUndefined();
    });

    test('only the 83 bytes of the ID change', () => {
      const { before } = programsOf(goarch);
      const cleared = clearBuildId(before);
      const changed = [...before.keys()].filter((index) => before[index] !== cleared[index]);
      const [first = 0] = changed;
      expect(cleared.length).toBe(before.length);
      expect(changed).toHaveLength(83);
      expect(changed.at(-1)).toBe(first + 82);
    });

    test('`go version -m` reads a cleared program', () => {
      const path = join(module.directory, `cleared-${goarch}`);
      writeFileSync(path, clearBuildId(programsOf(goarch).after), { mode: 0o755 });
      expect(module.go(['version', '-m', path])).toContain('\tpath\texample.com/hello/cmd/hello\n');
    });
  });

  const runs = (goarch: string, runner: readonly string[]) => () => {
    const path = join(module.directory, `runs-${goarch}`);
    writeFileSync(path, clearBuildId(programsOf(goarch).after), { mode: 0o755 });
    const [program = path, ...rest] = [...runner, path];
    // println writes to standard error.
    const shell = ['-c', '"$0" "$@" 2>&1', program, ...rest];
    expect(execFileSync('/bin/sh', shell, { encoding: 'utf8' })).toBe('hello from lambda\n');
  };
  const linuxX64: Tool = {
    name: 'a Linux x86_64 machine',
    from: 'anywhere',
    probe: ['/bin/sh', '-c', 'test "$(uname -sm)" = "Linux x86_64" || kill -9 $$'],
  };
  testWith(linuxX64)('a cleared amd64 program runs', runs('amd64', []));
  testWith(tools.qemuArm64)('a cleared arm64 program runs', runs('arm64', ['qemu-aarch64-static']));

  test("a build without `-B none` also has the linker's ID, which is cleared too", () => {
    const first = module.build('amd64', ['-ldflags', '-s -w']);
    module.write('cmd/hello/more.go', 'package main // nothing else\n');
    const second = module.build('amd64', ['-ldflags', '-s -w']);
    expect(Buffer.compare(first, second)).not.toBe(0);
    expect(Buffer.compare(clearBuildId(first), clearBuildId(second))).toBe(0);
  });
});

test('arbitrary bytes have no build ID', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (noise, isElf) => {
      const bytes = isElf ? Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...noise]) : noise;
      expect(() => readBuildIdOfStart(bytes)).not.toThrow();
    }),
  );
});

describe('with generated files', () => {
  const id = ascii('action/content');
  const goNote = note('Go', 4, id);

  test('does not modify the bytes of the caller, even in a Buffer', () => {
    const bytes = Buffer.from(madeElf({ sections: [{ name: '.note.go.buildid', content: goNote }] }));
    const before = Buffer.from(bytes);
    expect(readBuildId(clearBuildId(bytes))).toBeUndefined();
    expect(Buffer.compare(bytes, before)).toBe(0);
    expect(readBuildId(bytes)).toBe('action/content');
  });

  test('clears every note in the two sections, and no other note', () => {
    const gnu = note('GNU', 3, ascii('0123456789abcdefghij'));
    const cleared = (descriptor: Uint8Array, name: string, type: number) =>
      note(name, type, new Uint8Array(descriptor.length));
    const sections = (go: Uint8Array, linker: Uint8Array) => [
      { name: '.note.go.buildid', content: go },
      { name: '.note.gnu.build-id', content: linker },
      { name: '.note.ABI-tag', content: gnu },
    ];
    const before = madeElf({ sections: sections(goNote, new Uint8Array([...gnu, ...goNote])) });
    const after = madeElf({
      sections: sections(
        cleared(id, 'Go', 4),
        new Uint8Array([...cleared(ascii('0123456789abcdefghij'), 'GNU', 3), ...cleared(id, 'Go', 4)]),
      ),
    });
    expect(clearBuildId(before)).toEqual(after);
  });

  test.each([
    ['of another name', note('Gone', 4, id)],
    ['of another type', note('Go', 5, id)],
    ['that ends beyond its section', goNote.subarray(0, -4)],
    ['that is shorter than its header', goNote.subarray(0, 8)],
  ])('no ID is read from a note %s', (_, content) => {
    expect(readBuildId(madeElf({ sections: [{ name: '.note.go.buildid', content }] }))).toBeUndefined();
  });

  test('leaves a file that is not ELF unchanged', () => {
    expect(clearBuildId(ascii('#!/bin/sh\n'))).toEqual(ascii('#!/bin/sh\n'));
  });
});
