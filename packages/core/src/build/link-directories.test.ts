import { expect, test } from 'vitest';
import { plannedBuild } from '../../test/planned-build.js';
import { openLinkDirectory } from '../cache/link-directory.js';
import { waitIn, withLinkDirectories } from './link-directories.js';

const twoRuns = {
  archives: {
    one: { handlers: { 'bin/a': './cmd/a' } },
    two: { handlers: { 'bin/a': './cmd/a' }, architecture: 'x86_64' },
  },
};
const locks = (host: { readonly paths: () => readonly string[] }): readonly string[] =>
  host.paths().filter((path) => path.endsWith('.lock'));

test('the directories of all runs are locked during the action, and released afterwards', async () => {
  const { context, host } = await plannedBuild(twoRuns);
  const ids = context.plan.runs.map(({ id }) => id).sort();
  const result = await withLinkDirectories(context, async (links) => {
    expect(links.map(({ path }) => path)).toEqual(ids.map((id) => `/cache/link/v1/${id}`));
    expect(locks(host)).toHaveLength(2);
    return 'done';
  });
  expect(result).toBe('done');
  expect(locks(host)).toEqual([]);
});

test('they are released if the action fails, or if one of them cannot be locked', async () => {
  const { context, host } = await plannedBuild(twoRuns);
  const failing = withLinkDirectories(context, async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(locks(host)).toEqual([]);
  // The second directory in the order of the ids; the first one is already locked then.
  const [, id = ''] = context.plan.runs.map((run) => run.id).sort();
  const held = await openLinkDirectory(host, context.cache, id);
  const stop = new AbortController();
  const waiting = withLinkDirectories(
    { ...context, signal: stop.signal, onEvent: () => stop.abort(new Error('stop')) },
    async () => undefined,
  );
  await expect(waiting).rejects.toThrow('stop');
  expect(locks(host)).toHaveLength(1);
  await held.release();
});

test('builds lock them in the same order, whatever the order of their runs', async () => {
  const { context } = await plannedBuild(twoRuns);
  const { plan } = context;
  const orders: string[][] = [];
  for (const runs of [plan.runs, [...plan.runs].reverse()]) {
    await withLinkDirectories({ ...context, plan: { ...plan, runs } }, async (links) => {
      orders.push(links.map(({ path }) => path));
    });
  }
  expect(orders[1]).toEqual(orders[0]);
});

test('a wait is reported with the path relative to the working directory and the holder', async () => {
  const { context, events } = await plannedBuild();
  const holder = { processId: 7, hostName: 'h', processSpace: 's', token: 't' };
  waitIn('/project/dist', context).onWait?.(holder);
  waitIn('/project', context).onWait?.(undefined);
  expect(events).toEqual([
    { type: 'waiting', path: 'dist', processId: 7 },
    { type: 'waiting', path: '.', processId: null },
  ]);
});
