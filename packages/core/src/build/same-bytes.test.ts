// Like same-bytes.property.test.ts and damaged-cache.property.test.ts, but on a real disk with the real go.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { manifest, packages } from '../../test/made-manifests.js';
import { casesOf } from '../../test/matrix.js';
import { planParts } from '../affected/plan-parts.js';
import { nodeHost } from '../node/host.js';
import { verify } from '../verify/verify.js';
import { build } from './build.js';
import type { BuildOptions } from './build-options.js';

const root = mkdtempSync(join(tmpdir(), 'lambdazip-same-bytes-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;

function project(made: unknown) {
  count += 1;
  const directory = join(root, String(count));
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  };
  write('go.mod', 'module example.com/m\n\ngo 1.21\n');
  for (const name of packages)
    write(`cmd/${name}/main.go`, `package main\n\nfunc main() { println("${name}") }\n`);
  write('notes.txt', 'notes '.repeat(500));
  write('data/one.bin', 'one '.repeat(500));
  write('data/two.bin', 'two '.repeat(500));
  write('run.sh', '#!/bin/sh\nexec true\n');
  write('lambdazip.json', JSON.stringify(made));
  const host = nodeHost({ workingDirectory: directory });
  const cache = join(directory, 'cache');
  const built = async (options: BuildOptions = {}): Promise<Record<string, string>> => {
    const { archives } = await build({ cache, ...options }, host, planParts);
    return Object.fromEntries(archives.map(({ path, sha256 }) => [path, sha256]));
  };
  const forget = (path: string): void => rmSync(join(directory, path), { recursive: true, force: true });
  return { directory, host, cache, built, forget };
}

// Fixed, so that each run takes the same time. Random manifests are tested with an in-memory go, so one is enough here.
const manifests = fc
  .sample(manifest, { numRuns: 5, seed: 20261128 })
  .map((made, index) => [String(index + 1), made] as const);

test.each(casesOf(manifests, ['1']))(
  'manifest %s has the same bytes cold, warm, built individually and in shards, and verifies against its source',
  async (_, made) => {
    const { built, forget, host } = project(made);
    const cold = await built();
    forget('dist');
    expect(await built(), 'warm').toEqual(cold);
    forget('cache/packed');
    forget('dist');
    expect(await built(), 'compressed again').toEqual(cold);
    forget('cache');
    const alone: Record<string, string> = {};
    for (const name of Object.keys(made.archives)) Object.assign(alone, await built({ archives: [name] }));
    expect(alone, 'alone').toEqual(cold);
    forget('cache');
    const shards: Record<string, string> = {};
    for (const index of [1, 2]) Object.assign(shards, await built({ shard: { index, count: 2 } }));
    expect(shards, 'shards').toEqual(cold);
    const [file] = Object.keys(cold);
    const { verdict } = await verify({ file, manifest: 'lambdazip.json', fast: true }, host);
    expect(verdict).toBe('same');
  },
);

describe('a damaged program in the cache without a note about it', () => {
  // One file with an intact build ID, and one whose ID is unusable. relinking.test.ts has the others in memory.
  const damages: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array])[] = [
    ['by a flipped bit', (bytes) => bytes.with(0x20000, (bytes[0x20000] ?? 0) ^ 1)],
    ['after its first page, as by a power failure', (bytes) => bytes.fill(0, 4096)],
    ['everywhere', (bytes) => bytes.fill(0)],
    ['and truncated', (bytes) => bytes.subarray(0, 100_000)],
    ['and emptied', (bytes) => bytes.subarray(0, 0)],
    ['in its build ID', (bytes) => bytes.with(bytes.indexOf(0x2f, 64), 0x2e)],
  ];
  test.each(casesOf(damages, ['by a flipped bit', 'and emptied']))(
    '%s, is linked again',
    async (_, damage) => {
      const { built, forget, host, cache, directory } = project({ handlers: { 'bin/a': './cmd/a' } });
      const right = await built();
      const links = join(directory, 'cache/link/v1');
      const program = readdirSync(links, { recursive: true, encoding: 'utf8' }).find((path) =>
        /[\\/]a$/.test(path),
      );
      const path = join(links, program ?? '');
      writeFileSync(path, damage(new Uint8Array(readFileSync(path))));
      for (const name of readdirSync(links).filter((each) => each.endsWith('.facts')))
        rmSync(join(links, name));
      forget('dist');
      const { archives, warnings } = await build({ cache }, host, planParts);
      expect(Object.fromEntries(archives.map((archive) => [archive.path, archive.sha256]))).toEqual(right);
      expect(warnings.map(({ code, args }) => [code, 'path' in args ? args.path : ''])).toEqual([
        ['cache-entry-damaged', expect.stringMatching(new RegExp(`/${program?.replaceAll('\\', '/')}$`))],
      ]);
      expect((await build({ cache }, host, planParts)).warnings).toEqual([]);
    },
  );
});
