import { expect, test } from 'vitest';
import { memoryHost } from '../../../test/memory-host.js';
import { factsPath } from '../../cache/cache-layout.js';
import { noteStore } from '../../cache/notes.js';
import type { ProgramTarget } from '../../preflight/check-program.js';
import { FactsOfPrograms, type ProgramFacts, targetKey } from './program-facts.js';

const arm: ProgramTarget = { runtime: 'provided.al2023', architecture: 'arm64', cgo: false, norpc: true };
const old: ProgramTarget = { ...arm, runtime: 'provided.al2' };
const facts = (contentId: string, target: ProgramTarget): ProgramFacts => ({
  contentId,
  sha256: 'ab',
  size: 1,
  info: null,
  findings: { [targetKey(target)]: [] },
});

function opening() {
  const host = memoryHost();
  const notes = noteStore(host, { directory: '/cache', damaged: new Set() });
  const open = (version = '1.0.0') => FactsOfPrograms.open(notes, '/cache', 'key', version);
  return { host, notes, open };
}

test('facts are found by program, content and target', async () => {
  const opened = await opening().open();
  opened.add('a', facts('one', arm));
  expect(opened.get('a', 'one', arm)).toMatchObject({ contentId: 'one' });
  expect(opened.get('a', 'two', arm)).toBeUndefined();
  expect(opened.get('a', 'one', old)).toBeUndefined();
  expect(opened.get('b', 'one', arm)).toBeUndefined();
});

test('findings for several targets are kept while the content is the same', async () => {
  const opened = await opening().open();
  opened.add('a', facts('one', arm));
  opened.add('a', facts('one', old));
  expect([arm, old].map((target) => opened.get('a', 'one', target)?.contentId)).toEqual(['one', 'one']);
  opened.add('a', facts('two', old));
  expect(opened.get('a', 'two', arm)).toBeUndefined();
});

test('saved facts are read by the next build of the same release only', async () => {
  const { open } = opening();
  const first = await open();
  first.add('a', facts('one', arm));
  await first.save();
  expect((await open()).get('a', 'one', arm)).toEqual(facts('one', arm));
  expect((await open('1.0.1')).get('a', 'one', arm)).toBeUndefined();
});

test('facts with findings of a different shape are ignored', async () => {
  const { notes, open } = opening();
  const programs = { a: facts('one', arm) };
  await notes.write(factsPath('/cache', 'key'), { writtenBy: '1.0.0', args: 'other', programs });
  expect((await open()).get('a', 'one', arm)).toBeUndefined();
});

test('nothing is written if nothing was added', async () => {
  const { host, open } = opening();
  await (await open()).save();
  expect(host.files()).toEqual({});
});

test('the key of a target has everything that findings depend on', () => {
  const targets: ProgramTarget[] = [
    arm,
    old,
    { ...arm, architecture: 'x86_64' },
    { ...arm, cgo: true },
    { ...arm, norpc: false },
  ];
  expect(new Set(targets.map(targetKey)).size).toBe(targets.length);
});
