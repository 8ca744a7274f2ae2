import { describe, expect, test } from 'vitest';
import { plannedBuild } from '../../../test/planned-build.js';
import { noteStore } from '../../cache/notes.js';
import { packedStore } from '../../cache/packed-store.js';
import type { Diagnostic } from '../../diagnostics/diagnose.js';
import { compileRuns } from '../compile-runs.js';
import { EarlyPrograms } from './early-programs.js';
import { packArchives } from './pack-archives.js';
import { FactsOfPrograms } from './program-facts.js';
import { LinkedPrograms } from './programs.js';

/** Links the programs of a manifest; the returned function packs them. */
async function packing(manifest?: unknown) {
  const { context, events, host, openLinks } = await plannedBuild(manifest);
  const { cache, plan } = context;
  await openLinks();
  await compileRuns(context);
  events.splice(0);
  const deflater = host.openDeflater();
  const packer = { deflater, store: packedStore(host, cache) };
  const programs = new LinkedPrograms(plan, cache.directory);
  const programFacts = new Map<string, FactsOfPrograms>();
  for (const { id } of plan.runs)
    programFacts.set(id, await FactsOfPrograms.open(noteStore(host, cache), '/cache', id, '1.0.0'));
  const found: Diagnostic[] = [];
  const repaired: string[] = [];
  const pack = (signal?: AbortSignal) =>
    packArchives(
      {
        plan,
        packer,
        programs,
        repair: { relink: async () => undefined, onRepaired: (path) => repaired.push(path) },
        programFacts,
        assetFacts: { before: new Map(), now: new Map() },
        early: new EarlyPrograms({ host, packer, facts: programFacts }, 2),
        atOnce: 2,
        report: (finding) => found.push(finding),
        onEvent: context.onEvent,
        signal,
      },
      host,
    );
  return { events, found, host, pack, programs };
}

const names = (archives: Awaited<ReturnType<typeof packArchives>>) =>
  archives.map(({ entries }) => entries.map(({ name, mode }) => `${name} ${mode.toString(8)}`).sort());

describe('the entries of archives', () => {
  test('are the programs, files and bootstrap of each, with their modes', async () => {
    const { pack, found } = await packing();
    expect(names(await pack())).toEqual([['bin/a 755', 'bin/b 755', 'bootstrap 755', 'notes.txt 644']]);
    expect(found).toEqual([]);
  });

  test('have no separate bootstrap if each archive is one program', async () => {
    const { pack } = await packing({ layout: 'per-handler', handlers: { a: './cmd/a', b: './cmd/b' } });
    expect(names(await pack())).toEqual([['bootstrap 755'], ['bootstrap 755']]);
  });

  test('that several archives share are packed once', async () => {
    const archive = { handlers: { 'bin/*': './cmd/*' }, files: { 'notes.txt': './notes.txt' } };
    const { pack, events } = await packing({ archives: { one: archive, two: archive } });
    const [one, two] = await pack();
    expect(events.filter(({ type }) => type === 'packed')).toHaveLength(4);
    expect(events[0]).toEqual({ type: 'packing', total: 4 });
    expect(two?.entries.map(({ sha256 }) => sha256)).toEqual(one?.entries.map(({ sha256 }) => sha256));
  });

  test('are packed separately for each level', async () => {
    const archive = { handlers: { 'bin/a': './cmd/a' } };
    const { pack } = await packing({ archives: { one: archive, two: { ...archive, compression: 1 } } });
    const [one, two] = await pack();
    const program = (entries = one?.entries) => entries?.find(({ name }) => name === 'bin/a');
    expect(program(two?.entries)?.sha256).toBe(program()?.sha256);
    expect(await program(two?.entries)?.load()).not.toEqual(await program()?.load());
  });
});

test('known programs are reported as reused, and are not read again', async () => {
  const { pack, events, host, programs } = await packing();
  await pack();
  events.splice(0);
  const reads: string[] = [];
  const { readFile } = host.fileSystem;
  Object.assign(host.fileSystem, {
    readFile: async (path: string) => {
      reads.push(path);
      return await readFile(path);
    },
  });
  await pack();
  const reused = events.flatMap((event) => (event.type === 'packed' && event.reused ? [event.name] : []));
  expect(reused).toEqual(expect.arrayContaining(['bin/a', 'bin/b']));
  expect(reads.filter((path) => programs.all.some((program) => program.path === path))).toEqual([]);
});

test('a program that go did not produce is an error', async () => {
  const { pack, host, programs } = await packing();
  await host.fileSystem.remove(programs.all[0]?.path ?? '');
  await expect(pack()).rejects.toMatchObject({ code: 'go-produced-nothing' });
});

test('nothing is packed after an abort', async () => {
  const { pack, events } = await packing();
  await expect(pack(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  expect(events.filter(({ type }) => type === 'packed')).toEqual([]);
});
