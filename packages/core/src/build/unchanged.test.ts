// What a build repeats and what it skips: with the real go, on a real disk, recording every file that is read.
// make-archives.test.ts, archive-notes.test.ts and assets.test.ts have the rest in memory.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { casesOf, matrixTest } from '../../test/matrix.js';
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
/** File times must have settled before they can be relied on. */
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
  /** Files that were read completely, by the last two segments of their paths. */
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

describe('a build with nothing to do', () => {
  test('does not read any program, asset, packed content or archive, and keeps the archive', async () => {
    await run();
    const { mtimeMs, ino } = statSync(zip());
    // The identity of a newly written file is not trusted yet: this build reads the file.
    await run();
    const seen = await run();
    expect(contents(seen.read)).toEqual([]);
    expect(types(seen)).toEqual(['kept']);
    expect(seen.warnings).toEqual([]);
    expect(statSync(zip())).toMatchObject({ mtimeMs, ino });
  });

  matrixTest('has the same report as the build that did the work', async () => {
    const host = nodeHost({ workingDirectory: directory });
    const options = { cache: join(directory, 'cache'), sbom: true };
    const first = await build(options, host, planParts);
    expect(await build(options, host, planParts)).toEqual(first);
    expect(await build({ ...options, cache: false }, host, planParts)).toEqual(first);
  });

  matrixTest('reads everything with --no-cache', async () => {
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

  test('to one program reads only that program', async () => {
    write('cmd/a/main.go', main('other'));
    const seen = await run();
    expect(contents(seen.read).filter((name) => /\/[ab]$/.test(name))).toEqual([
      expect.stringMatching(/\/a$/),
    ]);
    expect(types(seen)).toEqual(['written']);
  });

  test('to a comment links again and keeps the archive', async () => {
    write('cmd/a/main.go', `${main('a')}\n// A comment.\n`);
    const seen = await run();
    expect(types(seen)).toEqual(['kept']);
  });

  test('to an asset, with the same size and time, packs the new asset', async () => {
    write('asset.txt', 'other');
    utimesSync(join(directory, 'asset.txt'), longAgo, longAgo);
    const seen = await run();
    expect(contents(seen.read)).toContain(`${count}/asset.txt`);
    expect(types(seen)).toEqual(['written']);
  });

  const changes: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array | undefined])[] = [
    ['changed by a byte', (bytes) => bytes.with(100, (bytes[100] ?? 0) ^ 1)],
    ['cut off', (bytes) => bytes.subarray(0, -1)],
    ['removed', () => undefined],
  ];
  test.each(casesOf(changes, ['changed by a byte']))(
    'to an archive that was %s writes it again',
    async (_, change) => {
      const before = new Uint8Array(readFileSync(zip()));
      const after = change(before);
      if (after === undefined) rmSync(zip());
      else writeFileSync(zip(), after);
      expect(types(await run())).toEqual(['written']);
      expect(Buffer.compare(readFileSync(zip()), before)).toBe(0);
    },
  );

  matrixTest('to the notes in the cache reports them as damaged and does the work again', async () => {
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
