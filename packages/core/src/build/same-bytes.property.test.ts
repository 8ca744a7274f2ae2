// Equal sources give equal archives, whatever earlier builds left behind, whichever archives are built, and however.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkingGo } from '../../test/linking-go.js';
import { type MadeManifest, manifest, packages } from '../../test/made-manifests.js';
import { runs } from '../../test/matrix.js';
import { type MemoryHost, memoryHost, testClock } from '../../test/memory-host.js';
import { planParts } from '../affected/plan-parts.js';
import { sha256Of } from '../bytes/sha256.js';
import { pakoEncoder } from '../node/deflate-encoder.js';
import type { Host } from '../ports/host.js';
import { verify } from '../verify/verify.js';
import { build } from './build.js';
import type { BuildOptions } from './build-options.js';
import { type WatchOptions, watch } from './watch.js';

const count = runs(4, 1_000);

/** Two archives that share all programs but have different levels. */
const twoLevels = {
  archives: Object.fromEntries(
    [6, 9].map((compression) => [
      `level-${compression}`,
      { compression, handlers: { 'bin/*': './cmd/*' }, files: {} },
    ]),
  ),
} as unknown as MadeManifest;

/** An in-memory project with the sources of four handlers, the same for every call. */
function machine(made: MadeManifest, overrides: Partial<Host> = {}): MemoryHost {
  const clock = testClock(Date.parse('2026-11-24'));
  const memory = memoryHost(
    {
      '/go/bin/go': '',
      '/project/go.mod': 'module example.com/m\n\ngo 1.21\n',
      ...Object.fromEntries(
        packages.map((name) => [`/project/cmd/${name}/main.go`, `package main\n\n// ${name}\n`]),
      ),
      '/project/notes.txt': 'notes '.repeat(500),
      '/project/data/one.bin': Array.from({ length: 500 }, (_, index) => (index * 7_919) % 1_009).join(),
      '/project/data/two.bin': Array.from({ length: 500 }, (_, index) => (index * 104_729) % 997).join(),
      '/project/run.sh': '#!/bin/sh\nexec true\n',
      '/project/lambdazip.json': JSON.stringify(made),
    },
    {
      environment: { PATH: '/go/bin' },
      clock,
      defaultCacheDirectory: '/cache',
      openDeflater: () => ({
        deflateRaw: pakoEncoder,
        mayGive: async () => true,
        close: async () => undefined,
      }),
      ...overrides,
    },
  );
  return { ...memory, processes: linkingGo(() => memory.fileSystem) };
}

/** SHA-256 by archive, as `build` reports it and as on disk. */
async function built(host: MemoryHost, options: BuildOptions = {}): Promise<Map<string, string>> {
  const report = await build(options, host, planParts);
  const digests = new Map<string, string>();
  for (const { name, path, sha256 } of report.archives) {
    const bytes = await host.fileSystem.readFile(`/project/${path}`);
    expect(Buffer.from(sha256Of(bytes)).toString('hex')).toBe(sha256);
    digests.set(`${path} ${name}`, sha256);
  }
  return digests;
}

/** Builds, changes every source, and changes them back: earlier builds must not affect the last one. */
async function builtInWatch(host: MemoryHost): Promise<Map<string, string>> {
  const sources = packages.map((name) => `/project/cmd/${name}/main.go`);
  const original = new Map<string, Uint8Array>();
  for (const path of sources) original.set(path, await host.fileSystem.readFile(path));
  const stop = new AbortController();
  const digests = new Map<string, string>();
  const seen: string[] = [];
  const onBuild: WatchOptions['onBuild'] = async ({ report, error }) => {
    if (report === undefined) throw error;
    for (const { name, path, sha256 } of report.archives) digests.set(`${path} ${name}`, sha256);
    seen.push(JSON.stringify([...digests]));
    for (const [path, content] of original) {
      const changed = Buffer.concat([content, Buffer.from('// other\n')]);
      await host.fileSystem.writeFile(path, seen.length === 1 ? changed : content);
    }
    if (seen.length === 3) stop.abort();
  };
  await watch({ signal: stop.signal, onBuild }, host, planParts);
  expect(new Set(seen).size, 'the detour').toBe(2);
  return digests;
}

describe('the bytes of archives', () => {
  test(
    `are the same cold, warm, built individually, in a shard, in watch and with any number of workers (${count} manifests)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(
          manifest,
          fc.integer({ min: 1, max: 6 }),
          fc.integer({ min: 2, max: 3 }),
          async (made, processors, shardCount) => {
            const host = machine(made, { processors: 2 });
            const cold = await built(host);
            expect(cold.size).toBeGreaterThan(0);
            for (const key of cold.keys()) {
              const [file] = key.split(' ');
              const { verdict, warnings } = await verify({ file }, host);
              expect([key, verdict, warnings]).toEqual([key, 'same', []]);
            }
            expect(await built(host), 'warm').toEqual(cold);
            await host.fileSystem.remove('/project/dist');
            expect(await built(host), 'warm, written again').toEqual(cold);
            await host.fileSystem.remove('/cache/packed');
            await host.fileSystem.remove('/project/dist');
            expect(await built(host), 'compressed again').toEqual(cold);
            expect(await built(machine(made, { processors })), 'other workers').toEqual(cold);
            expect(await built(machine(made), { cache: false }), 'without a cache').toEqual(cold);

            const alone = new Map<string, string>();
            const shards = new Map<string, string>();
            for (const host of [machine(made), undefined]) {
              for (const name of Object.keys(made.archives).reverse()) {
                for (const entry of await built(host ?? machine(made), { archives: [name] }))
                  alone.set(...entry);
              }
              expect(alone, 'alone').toEqual(cold);
            }
            for (let index = 1; index <= shardCount; index += 1) {
              for (const entry of await built(machine(made), { shard: { index, count: shardCount } }))
                shards.set(...entry);
            }
            expect(shards, 'shards').toEqual(cold);
            expect(await builtInWatch(machine(made)), 'watch').toEqual(cold);
          },
        ),
        {
          numRuns: count,
          examples: [[twoLevels, 2, 2]],
        },
      );
    },
    Math.max(120_000, count * 10_000),
  );
});
