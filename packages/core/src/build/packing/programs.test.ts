import { expect, test } from 'vitest';
import { planOf } from '../../../test/machine-with-go.js';
import { LinkedPrograms } from './programs.js';

test('a linked program has the target, level and path given by its archive and run', async () => {
  const handlers = { 'bin/a': './cmd/a' };
  const plan = await planOf({
    archives: {
      one: { handlers, compression: 9, architecture: 'x86_64', runtime: 'provided.al2' },
      two: { handlers, go: { norpc: false, cgo: true } },
    },
  });
  const [one, two] = plan.runs.map(({ id }) => `/cache/link/v1/${id}/a`);
  expect(new LinkedPrograms(plan, '/cache').all).toMatchObject([
    {
      path: one,
      target: { runtime: 'provided.al2', architecture: 'x86_64', cgo: false, norpc: true },
      level: 9,
    },
    {
      path: two,
      target: { runtime: 'provided.al2023', architecture: 'arm64', cgo: true, norpc: false },
      level: 6,
    },
  ]);
});

test('a program in several archives is packed once, with the handlers of all of them', async () => {
  const plan = await planOf({
    archives: { one: { handlers: { 'bin/a': './cmd/a' } }, two: { handlers: { 'bin/x': './cmd/a' } } },
  });
  const programs = new LinkedPrograms(plan, '/cache');
  expect(programs.all.map(({ handlers }) => handlers)).toEqual([['bin/a', 'bin/x']]);
  for (const program of plan.archives.flatMap((archive) => archive.programs)) {
    expect(programs.of(program)).toBe(programs.all[0]);
  }
});

test('a program that several handlers of an archive share has all of these handlers', async () => {
  const plan = await planOf({ handlers: { 'bin/a': './cmd/a', 'bin/b': './cmd/b' } });
  const archives = plan.archives.map((archive) => ({
    ...archive,
    handlers: archive.handlers.map((handler) => ({ ...handler, entry: 'bin/a' })),
    programs: archive.programs.slice(0, 1),
  }));
  const programs = new LinkedPrograms({ ...plan, archives }, '/cache');
  expect(programs.all.map(({ handlers }) => handlers)).toEqual([['bin/a', 'bin/b']]);
});
