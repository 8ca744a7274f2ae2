// Whatever is damaged in the cache between two builds, the bytes stay right, and rebuilt entries are reported.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkingGo } from '../../test/linking-go.js';
import { buildingMachine } from '../../test/machine-with-go.js';
import { runs } from '../../test/matrix.js';
import type { MemoryHost } from '../../test/memory-host.js';
import { planParts } from '../affected/plan-parts.js';
import { sha256Of } from '../bytes/sha256.js';
import { build } from './build.js';

const count = runs(15, 1_000);

/** Uniform between 0 and 1; `fc.double` prefers the ends. */
const share = fc.nat(999_999).map((millionths) => millionths / 1_000_000);

const corruption = fc.record({
  kind: fc.constantFrom(
    'flip',
    'truncate',
    'zero a page',
    'zero',
    'swap',
    'delete',
    'directory',
    'file for a directory',
  ),
  /** Half of the time a program that go linked, the least expected to change. */
  isProgram: fc.boolean(),
  /** Which files, as positions in the list of all files. */
  file: share,
  other: share,
  /** The position in the file. */
  at: share,
  bit: fc.integer({ min: 0, max: 7 }),
});
type Corruption = typeof corruption extends fc.Arbitrary<infer Value> ? Value : never;

async function corrupt(
  { fileSystem, files, paths }: MemoryHost,
  { kind, isProgram, file, other, at, bit }: Corruption,
): Promise<string> {
  const all = Object.keys(files())
    .filter((path) => path.startsWith('/cache/'))
    .sort();
  const pick = (part: number, among = all): string => among[Math.floor(part * among.length)] ?? '';
  const programs = all.filter((each) => /\/link\/v1\/[^/]+\/[^/]+$/.test(each));
  const path = pick(file, isProgram && programs.length > 0 ? programs : all);
  const bytes = Uint8Array.from(await fileSystem.readFile(path));
  const offset = Math.floor(at * bytes.length);
  switch (kind) {
    case 'flip':
      bytes[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
      await fileSystem.writeFile(path, bytes);
      return `flip bit ${bit} of byte ${offset} of ${path}`;
    case 'truncate':
      await fileSystem.writeFile(path, bytes.subarray(0, offset));
      return `truncate ${path} to ${offset} bytes`;
    case 'zero a page':
      await fileSystem.writeFile(path, bytes.fill(0, offset, offset + 4096));
      return `zero a page at ${offset} of ${path}`;
    case 'zero':
      await fileSystem.writeFile(path, bytes.fill(0));
      return `zero ${path}`;
    case 'swap': {
      const second = pick(other);
      const content = await fileSystem.readFile(second);
      await fileSystem.writeFile(second, bytes);
      await fileSystem.writeFile(path, content);
      return `swap ${path} and ${second}`;
    }
    case 'delete':
      await fileSystem.remove(path);
      return `delete ${path}`;
    case 'directory':
      await fileSystem.remove(path);
      await fileSystem.makeDirectory(`${path}/below`);
      return `a directory at ${path}`;
    case 'file for a directory': {
      const directories = paths().filter((each) => each.startsWith('/cache/') && !all.includes(each));
      const directory = pick(other, directories);
      await fileSystem.remove(directory);
      await fileSystem.writeFile(directory, bytes.subarray(0, offset));
      return `a file at ${directory}`;
    }
    default:
      return kind satisfies never;
  }
}

function machine(linked: (path: string) => void = () => undefined): MemoryHost {
  const archive = { handlers: { 'bin/*': './cmd/*' }, files: { 'notes.txt': './notes.txt' } };
  const memory = buildingMachine({
    '/project/cmd/a/main.go': 'package main\n\n// a\n',
    '/project/cmd/b/main.go': 'package main\n\n// b\n',
    '/project/notes.txt': 'notes '.repeat(1_000),
    '/project/lambdazip.json': JSON.stringify({
      archives: {
        one: archive,
        two: { ...archive, compression: 9 },
        three: { ...archive, architecture: 'x86_64' },
      },
    }),
  });
  return { ...memory, processes: linkingGo(() => memory.fileSystem, linked) };
}

async function archivesOf(host: MemoryHost): Promise<Readonly<Record<string, string>>> {
  const digests: Record<string, string> = {};
  for (const path of Object.keys(host.files()).filter((each) => each.startsWith('/project/dist/'))) {
    digests[path] = Buffer.from(sha256Of(await host.fileSystem.readFile(path))).toString('hex');
  }
  return digests;
}

describe('a damaged cache', () => {
  test(
    `keeps the bytes right and reports rebuilt entries (${count} corruptions)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(corruption, { minLength: 1, maxLength: 3 }),
          fc.boolean(),
          fc.boolean(),
          async (corruptions, keeps, isUpdated) => {
            const linked = new Set<string>();
            const host = machine((path) => linked.add(path));
            await build({}, host, planParts);
            const right = await archivesOf(host);
            // After an update, lambdazip does not use the notes of the earlier release.
            if (isUpdated) {
              for (const path of host.paths().filter((each) => each.endsWith('.facts')))
                await host.fileSystem.remove(path);
            }
            const there = new Set(Object.keys(host.files()));
            const done: string[] = [];
            for (const each of corruptions) done.push(await corrupt(host, each));
            const deleted = [...there].filter((path) => host.files()[path] === undefined);
            if (!keeps) await host.fileSystem.remove('/project/dist');
            linked.clear();
            const { warnings } = await build({}, host, planParts);
            expect([done, await archivesOf(host)]).toEqual([done, right]);
            expect(warnings.filter(({ code }) => code !== 'cache-entry-damaged')).toEqual([]);
            const reported = warnings.map(({ message }) => message);
            const silent = [...linked].filter(
              (path) => !deleted.includes(path) && !reported.some((message) => message.includes(path)),
            );
            // A swap makes go link again although no file is damaged: each is complete, but has the wrong name.
            if (!done.some((each) => each.startsWith('swap'))) expect([done, silent]).toEqual([done, []]);
            // The next build has nothing left to repair.
            expect((await build({}, host, planParts)).warnings).toEqual([]);
          },
        ),
        { numRuns: count },
      );
    },
    Math.max(120_000, count * 5_000),
  );
});
