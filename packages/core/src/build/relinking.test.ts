import { describe, expect, test } from 'vitest';
import { fakeGo } from '../../test/fake-go.js';
import { type PlannedBuild, plannedBuild } from '../../test/planned-build.js';
import { compileRuns } from './compile-runs.js';
import { type LinkedProgram, LinkedPrograms } from './packing/programs.js';
import { Relinking } from './relinking.js';

interface Linked extends PlannedBuild {
  readonly relinking: Relinking;
  readonly programs: readonly LinkedProgram[];
}

/** A build whose programs a and b have been linked. */
async function linkedBuild(): Promise<Linked> {
  const made = await plannedBuild();
  await made.openLinks();
  await compileRuns(made.context);
  made.linked.splice(0);
  const { all } = new LinkedPrograms(made.context.plan, '/cache');
  return { ...made, relinking: new Relinking(made.context), programs: all };
}

const programA = ({ programs: [first] }: Linked): LinkedProgram => {
  if (first === undefined) throw new Error('the plan has no program');
  return first;
};

describe('before go runs', () => {
  test.each<readonly [string, (bytes: Uint8Array) => Uint8Array]>([
    ['an empty file', () => new Uint8Array(0)],
    ['a file of zeros', (bytes) => bytes.fill(0)],
    ['a file cut off before its build ID', (bytes) => bytes.subarray(0, 64)],
    ['a program with a damaged build ID', (bytes) => bytes.with(bytes.lastIndexOf(0x2f), 0x2e)],
    ['a text file', () => new TextEncoder().encode('not a program')],
  ])('%s is removed, linked again, and reported', async (_, damage) => {
    const made = await linkedBuild();
    const { context, host, relinking, programs, linked } = made;
    const path = programA(made).path;
    const right = await host.fileSystem.readFile(path);
    await host.fileSystem.writeFile(path, damage(Uint8Array.from(right)));
    await relinking.removeUnknown(programs);
    expect(await host.fileSystem.lstat(path)).toBeUndefined();
    await compileRuns(context);
    expect(linked).toEqual([path]);
    await relinking.reportRemoved();
    expect([...context.cache.damaged]).toEqual([path]);
    expect(await host.fileSystem.readFile(path)).toEqual(right);
  });

  test('a directory in the place of a program is removed', async () => {
    const made = await linkedBuild();
    const { host, relinking, programs } = made;
    const path = programA(made).path;
    await host.fileSystem.remove(path);
    await host.fileSystem.makeDirectory(`${path}/below`);
    await relinking.removeUnknown(programs);
    expect(await host.fileSystem.lstat(path)).toBeUndefined();
  });

  test('a program with its build ID stays, and a missing one is not reported', async () => {
    const made = await linkedBuild();
    const { context, host, relinking, programs, linked } = made;
    const path = programA(made).path;
    await host.fileSystem.remove(path);
    await relinking.removeUnknown(programs);
    await compileRuns(context);
    await relinking.reportRemoved();
    expect(linked).toEqual([path]);
    expect(context.cache.damaged.size).toBe(0);
  });

  test('a removed program that go does not link again is not reported', async () => {
    const made = await linkedBuild();
    await made.host.fileSystem.writeFile(programA(made).path, new Uint8Array(0));
    await made.relinking.removeUnknown(made.programs);
    await made.relinking.reportRemoved();
    expect(made.context.cache.damaged.size).toBe(0);
  });
});

describe('a damaged program', () => {
  test('is linked again once, without the other programs', async () => {
    const made = await linkedBuild();
    const { host, relinking, linked } = made;
    const program = programA(made);
    const right = await host.fileSystem.readFile(program.path);
    await host.fileSystem.writeFile(program.path, right.with(right.length - 1, 7));
    await Promise.all([relinking.relink(program), relinking.relink({ ...program, level: 9 })]);
    await relinking.relink(program);
    expect(linked).toEqual([program.path]);
    expect(await host.fileSystem.readFile(program.path)).toEqual(right);
  });

  test('shares a run of go with others that are requested while go runs', async () => {
    const made = await linkedBuild();
    const { relinking, linked, programs, events } = made;
    await Promise.all(programs.map((program) => relinking.relink(program)));
    expect(linked.sort()).toEqual(programs.map(({ path }) => path));
    expect(events.filter(({ type }) => type === 'compiling')).toHaveLength(1);
  });

  test('that go cannot link is an error, and does not prevent the next one', async () => {
    const made = await linkedBuild();
    const { context, host, programs } = made;
    let fails = true;
    const failing = fakeGo(() => host.fileSystem, {
      answer: () => ({ exitCode: 1, standardError: '# example.com/m/cmd/a\ncmd/a/main.go:1:1: broken\n' }),
    });
    const processes: typeof host.processes = {
      run: async (command) => await (fails ? failing : host.processes).run(command),
    };
    const relinking = new Relinking({ ...context, host: { ...host, processes } });
    const [a, b] = programs;
    if (a === undefined || b === undefined) throw new Error('the plan has two programs');
    await expect(relinking.relink(a)).rejects.toMatchObject({ code: 'compile-failed' });
    fails = false;
    await relinking.relink(b);
    expect(made.linked).toEqual([b.path]);
  });

  test('is not linked again after an abort', async () => {
    const made = await linkedBuild();
    const relinking = new Relinking({ ...made.context, signal: AbortSignal.abort(new Error('stop')) });
    await expect(relinking.relink(programA(made))).rejects.toThrow('stop');
    expect(await made.host.fileSystem.lstat(programA(made).path)).toBeDefined();
  });
});
