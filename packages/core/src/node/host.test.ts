import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { nodeClock } from './clock.js';
import { defaultCacheDirectory } from './default-cache-directory.js';
import { nodeHost } from './host.js';

describe('the default cache directory', () => {
  const at = (platform: 'linux' | 'darwin' | 'win32', environment: Record<string, string>) =>
    defaultCacheDirectory(platform, environment);

  test.each([
    ['linux', { HOME: '/home/u' }, '/home/u/.cache/lambdazip'],
    ['linux', { HOME: '/home/u', XDG_CACHE_HOME: '/caches' }, '/caches/lambdazip'],
    ['linux', { HOME: '/home/u', XDG_CACHE_HOME: 'relative' }, '/home/u/.cache/lambdazip'],
    ['linux', { HOME: '' }, undefined],
    ['linux', {}, undefined],
    ['darwin', { HOME: '/Users/u' }, '/Users/u/Library/Caches/lambdazip'],
    ['darwin', {}, undefined],
    ['win32', { LOCALAPPDATA: 'C:\\Users\\u\\AppData\\Local' }, 'C:/Users/u/AppData/Local/lambdazip/Cache'],
    ['win32', {}, undefined],
  ] as const)('on %s with %o is %s', (platform, environment, expected) => {
    expect(at(platform, environment)).toBe(expected);
  });
});

test('an overridden environment decides the default cache directory', () => {
  const host = nodeHost({ environment: { HOME: '/somewhere' }, platform: 'linux' });
  expect(host.defaultCacheDirectory).toBe('/somewhere/.cache/lambdazip');
});

test('a process is alive until it ends; ids below 1 never are', async () => {
  const { isAlive } = nodeHost();
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
  expect(isAlive(child.pid ?? 0)).toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(child.pid ?? 0)).toBe(false);
  expect([0, -1, Number.NaN].map(isAlive)).toEqual([false, false, false]);
  expect(isAlive(process.pid)).toBe(true);
});

test.runIf(process.platform === 'linux')(
  'a killed process that its parent has not reaped is not alive',
  async () => {
    // sh starts a child, which outlives it, and execs sleep, which never reaps the child.
    const parent = spawn('/bin/sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
      const zombie = Number(chunk.toString());
      await expect.poll(() => nodeHost().isAlive(zombie), { timeout: 5_000 }).toBe(false);
      expect(() => process.kill(zombie, 0)).not.toThrow();
    } finally {
      parent.kill('SIGKILL');
    }
  },
);

test('random tokens are 32 hexadecimal digits and differ', () => {
  const { randomToken } = nodeHost();
  expect(randomToken()).toMatch(/^[0-9a-f]{32}$/);
  expect(randomToken()).not.toBe(randomToken());
});

describe('the clock', () => {
  test('ends a sleep on abort, with its reason', async () => {
    const controller = new AbortController();
    const sleep = nodeClock.sleep(60_000, controller.signal);
    controller.abort('enough');
    await expect(sleep).rejects.toBe('enough');
    await expect(nodeClock.sleep(60_000, controller.signal)).rejects.toBe('enough');
    await expect(nodeClock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  test('repeats an action at an interval until it is stopped', async () => {
    let count = 0;
    const stop = nodeClock.every(5, () => {
      count += 1;
    });
    await expect.poll(() => count, { timeout: 5_000 }).toBeGreaterThan(2);
    stop();
    const before = count;
    await nodeClock.sleep(30);
    expect(count).toBe(before);
  });
});
