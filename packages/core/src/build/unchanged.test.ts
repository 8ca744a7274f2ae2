// What a build does again, and what not: with the real go, on a real disk, every file that is read noted.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { interfered } from '../../test/memory-host.js';
import { planParts } from '../affected/plan-parts.js';
import { nodeHost } from '../node/host.js';
import type { BuildEvent } from '../ports/build-event.js';
import { build } from './build.js';
import type { BuildOptions } from './build-options.js';

const root = mkdtempSync(join(tmpdir(), 'lambdazip-unchanged-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let directory = '';
let count = 0;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
};
const main = (text: string): string => `package main\n\nfunc main() { println("${text}") }\n`;
const zip = (): string => join(directory, 'dist/lambda.zip');
/** File times must have settled before anything is concluded from them. */
const longAgo = new Date(Date.now() - 60_000);
const later = Date.now() + 60_000;

beforeEach(() => {
  count += 1;
  directory = join(root, String(count));
  write('go.mod', 'module example.com/m\n\ngo 1.21\n');
  write('cmd/a/main.go', main('a'));
  write('cmd/b/main.go', main('b'));
  write('asset.txt', 'first');
  utimesSync(join(directory, 'asset.txt'), longAgo, longAgo);
  write(
    'lambdazip.json',
    JSON.stringify({
      handlers: { 'bin/a': './cmd/a', 'bin/b': './cmd/b' },
      files: { 'asset.txt': './asset.txt' },
    }),
  );
});

interface Seen {
  /** Files that were read as a whole, by their last two names. */
  readonly read: readonly string[];
  readonly events: readonly BuildEvent[];
  readonly warnings: readonly string[];
}

async function run(options: BuildOptions = {}): Promise<Seen> {
  const read: string[] = [];
  const events: BuildEvent[] = [];
  const host = nodeHost({ workingDirectory: directory });
  const clock = { ...host.clock, now: () => later };
  const fileSystem = interfered(host.fileSystem, ({ name, path }) => {
    if (name === 'readFile') read.push(path.split('/').slice(-2).join('/'));
  });
  const report = await build(
    { cache: join(directory, 'cache'), ...options, onEvent: (event) => events.push(event) },
    { ...host, clock, fileSystem },
    planParts,
  );
  return { read, events, warnings: report.warnings.map(({ code }) => code) };
}

const contents = (names: readonly string[]): string[] =>
  names.filter((name) => /\/(a|b|asset\.txt|lambda\.zip|[0-9a-f]{64}-6)$/.test(name)).sort();
const types = ({ events }: Seen): string[] =>
  [...new Set(events.map(({ type }) => type))].filter((type) => type === 'kept' || type === 'written');

describe('a build that has nothing to do', () => {
  test('reads no program, no asset, no packed content and no archive, and leaves the archive', async () => {
    await run();
    const { mtimeMs, ino } = statSync(zip());
    // The identity of a file that was just written is not relied on yet: this build reads it.
    await run();
    const seen = await run();
    expect(contents(seen.read)).toEqual([]);
    expect(types(seen)).toEqual(['kept']);
    expect(seen.warnings).toEqual([]);
    expect(statSync(zip())).toMatchObject({ mtimeMs, ino });
  });

  test('says the same as the one that did the work', async () => {
    const host = nodeHost({ workingDirectory: directory });
    const options = { cache: join(directory, 'cache'), sbom: true };
    const first = await build(options, host, planParts);
    expect(await build(options, host, planParts)).toEqual(first);
    expect(await build({ ...options, cache: false }, host, planParts)).toEqual(first);
  });

  test('reads everything with --no-cache', async () => {
    await run();
    await run();
    const read = contents((await run({ cache: false })).read).map((path) => path.split('/').at(-1));
    expect(read).toEqual(expect.arrayContaining(['a', 'b', 'asset.txt', 'lambda.zip']));
  });
});

describe('a build after a change', () => {
  beforeEach(async () => {
    await run();
    await run();
  });

  test('of one program reads that one alone', async () => {
    write('cmd/a/main.go', main('other'));
    const seen = await run();
    expect(contents(seen.read).filter((name) => /\/[ab]$/.test(name))).toEqual([
      expect.stringMatching(/\/a$/),
    ]);
    expect(types(seen)).toEqual(['written']);
  });

  test('of a comment links anew, and leaves the archive', async () => {
    write('cmd/a/main.go', `${main('a')}\n// A comment.\n`);
    const seen = await run();
    expect(types(seen)).toEqual(['kept']);
  });

  test('of an asset to one of the same size and time packs the new one', async () => {
    write('asset.txt', 'other');
    utimesSync(join(directory, 'asset.txt'), longAgo, longAgo);
    const seen = await run();
    expect(contents(seen.read)).toContain(`${count}/asset.txt`);
    expect(types(seen)).toEqual(['written']);
  });

  test.each<readonly [string, (bytes: Uint8Array) => Uint8Array | undefined]>([
    ['changed by a byte', (bytes) => bytes.with(100, (bytes[100] ?? 0) ^ 1)],
    ['cut off', (bytes) => bytes.subarray(0, -1)],
    ['removed', () => undefined],
  ])('writes an archive again that was %s', async (_, change) => {
    const before = new Uint8Array(readFileSync(zip()));
    const after = change(before);
    if (after === undefined) rmSync(zip());
    else writeFileSync(zip(), after);
    expect(types(await run())).toEqual(['written']);
    expect(Buffer.compare(readFileSync(zip()), before)).toBe(0);
  });

  test('of what was noted is found out, told, and the work done again', async () => {
    const before = readFileSync(zip());
    const notes = execFileSync('find', [
      join(directory, 'cache'),
      '-name',
      '*.facts',
      '-o',
      '-path',
      '*/archives/v1/*',
    ])
      .toString()
      .trim()
      .split('\n');
    expect(notes).toHaveLength(2);
    for (const note of notes) {
      const text = readFileSync(note, 'latin1');
      writeFileSync(note, text.replace(/"size":\d/, '"size":9'), 'latin1');
    }
    const seen = await run();
    expect(seen.warnings).toEqual(['cache-entry-damaged', 'cache-entry-damaged']);
    expect(contents(seen.read).filter((name) => /\/[ab]$/.test(name))).toHaveLength(2);
    expect(Buffer.compare(readFileSync(zip()), before)).toBe(0);
    expect((await run()).warnings).toEqual([]);
  });
});
