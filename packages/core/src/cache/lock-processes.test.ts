import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundled } from '../../test/bundled.js';
import { runs } from '../../test/matrix.js';

// Uses real processes, because memfs cannot simulate their deaths and races.
let tools: string;
let directory: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  tools = await realpath(await mkdtemp(`${tmpdir()}/lambdazip-test-`));
  const here = (file: string): string => JSON.stringify(new URL(file, import.meta.url).pathname);
  await writeFile(
    `${tools}/entry.ts`,
    `export { acquireLock } from ${here('./lock.ts')};
     export { nodeHost } from ${here('../node/host.ts')};`,
  );
  await bundled(new URL(`file://${tools}/entry.ts`), tools);
});
beforeEach(async () => {
  directory = await realpath(await mkdtemp(`${tmpdir()}/lambdazip-test-`));
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await rm(directory, { recursive: true, force: true });
});
afterAll(() => rm(tools, { recursive: true, force: true }));

/**
 * Starts a process that runs a script, in which `acquire()` returns the lock, `say()` writes a line to the log, and
 * `exclusively()` fails if a different process holds the lock at the same time.
 */
function start(script: string): ChildProcess {
  const source = `
    import { appendFileSync, closeSync, openSync, unlinkSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { acquireLock, nodeHost } from ${JSON.stringify(`${tools}/bundle.mjs`)};
    process.chdir(${JSON.stringify(directory)});
    const acquire = () => acquireLock(nodeHost(), process.cwd() + '/build.lock');
    const say = (text) => appendFileSync('log', text + '\\n');
    const exclusively = async () => {
      closeSync(openSync('inside', 'wx'));
      await sleep(2);
      unlinkSync('inside');
    };
    try { ${script} } catch (error) { say(String(error)); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: 'ignore' });
  children.add(child);
  return child;
}

const log = async (): Promise<readonly string[]> =>
  (await readFile(`${directory}/log`, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');

const rounds = `
  for (let round = 0; round < ${runs(5, 50)}; round++) {
    const lock = await acquire();
    await exclusively();
    await lock.release();
  }
  say('done');`;

test('of four processes that contend for a lock, never two hold it, and each gets it', async () => {
  const all = Array.from({ length: 4 }, () => start(rounds));
  await Promise.all(all.map((child) => once(child, 'exit')));
  expect(await log()).toEqual(['done', 'done', 'done', 'done']);
  expect(await readdir(directory)).toEqual(['log']);
});

// The lock of a dead process would otherwise be taken over after 30 seconds.
const soon = 25_000;
const holdForever = `await acquire(); say('held'); setInterval(() => {}, 1000);`;
const takeOnce = `
  say('waits');
  const lock = await acquire();
  say('taken');
  await exclusively();
  say('done');
  await lock.release();`;

test(
  'two processes that wait for a killed one get the lock soon, one after the other',
  async () => {
    const holder = start(holdForever);
    await expect.poll(log, { timeout: 20_000, interval: 20 }).toEqual(['held']);
    const waiters = [start(takeOnce), start(takeOnce)];
    await expect.poll(log, { timeout: 20_000, interval: 20 }).toEqual(['held', 'waits', 'waits']);
    // The killed process stays a zombie until this process has waited for it.
    holder.kill('SIGKILL');
    await Promise.all(waiters.map((child) => once(child, 'exit')));
    expect(await log()).toEqual(['held', 'waits', 'waits', 'taken', 'done', 'taken', 'done']);
    expect(await readdir(directory)).toEqual(['log']);
  },
  soon,
);

test(
  'the lock of a process that was killed earlier does not delay the next one',
  async () => {
    const holder = start(holdForever);
    await expect.poll(log, { timeout: 20_000, interval: 20 }).toEqual(['held']);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const next = start("await acquire(); say('taken'); process.exit();");
    await once(next, 'exit');
    expect(await log()).toEqual(['held', 'taken']);
  },
  soon,
);
