import { describe, expect, test } from 'vitest';
import { interfered, memoryHost, systemError, testClock } from '../../test/memory-host.js';
import type { Host } from '../ports/host.js';
import { acquireLock, tryLock } from './lock.js';
import type { LockHolder } from './lock-file.js';

const path = '/locks/build.lock';
const stranger = 'f'.repeat(32);

const lockOf = (holder: Partial<LockHolder>): string =>
  JSON.stringify({ processId: 7, hostName: 'here', processSpace: 'here', token: stranger, ...holder });

/** A host with a lock left by a different process, and a clock that advances while a process waits. */
function hostWith(lock: string, overrides: Partial<Host> = {}) {
  const clock = testClock();
  const host = memoryHost({ [path]: lock }, { clock, ...overrides });
  const start = clock.now();
  return { host, clock, elapsed: () => clock.now() - start };
}

test('only one holder has a lock until it is released', async () => {
  const host = memoryHost({}, { clock: testClock() });
  const first = await acquireLock(host, path);
  expect(await tryLock(host, path)).toBeUndefined();
  const waitedFor: unknown[] = [];
  let got = false;
  const second = acquireLock(host, path, { onWait: (holder) => waitedFor.push(holder) }).then((lock) => {
    got = true;
    return lock;
  });
  for (let turn = 0; turn < 50; turn++) await host.clock.sleep(1);
  expect(got).toBe(false);
  expect(waitedFor).toEqual([expect.objectContaining({ processId: 100, hostName: 'here' })]);
  await first.release();
  await (await second).release();
});

test('a held lock is a file that names its holder, and nothing is left afterwards', async () => {
  const host = memoryHost();
  const lock = await acquireLock(host, path);
  expect(Object.keys(host.files())).toEqual([path]);
  expect(JSON.parse(host.files()[path] ?? '')).toMatchObject({
    processId: 100,
    hostName: 'here',
    processSpace: 'here',
  });
  await lock.ensureHeld();
  await lock.release();
  await lock.release();
  expect(host.paths()).toEqual(['/tmp']);
});

test('directories that already existed or are not empty stay after the release', async () => {
  const host = memoryHost({ '/locks': null });
  await (await acquireLock(host, path)).release();
  const lock = await acquireLock(host, '/new/one/a.lock');
  await host.fileSystem.writeFile('/new/result', new Uint8Array(0));
  await lock.release();
  expect(host.paths()).toEqual(['/locks', '/new', '/new/result', '/tmp']);
});

test('an abort ends the wait with its reason and leaves the lock to its holder', async () => {
  const host = memoryHost({}, { clock: testClock() });
  const first = await acquireLock(host, path);
  const controller = new AbortController();
  const waiting = acquireLock(host, path, {
    signal: controller.signal,
    onWait: () => controller.abort('enough'),
  });
  await expect(waiting).rejects.toBe('enough');
  await expect(acquireLock(host, '/other.lock', { signal: controller.signal })).rejects.toBe('enough');
  expect(Object.keys(host.files())).toEqual([path]);
  await first.ensureHeld();
});

describe('an abandoned lock', () => {
  test('is taken over at once if the holder is known to be dead', async () => {
    const { host, elapsed } = hostWith(lockOf({}));
    let waited = false;
    const lock = await acquireLock(host, path, {
      onWait: () => {
        waited = true;
      },
    });
    await lock.ensureHeld();
    expect({ waited, elapsed: elapsed() }).toEqual({ waited: false, elapsed: 0 });
    expect(Object.keys(host.files())).toEqual([path]);
  });

  test.each([
    ['of another container, though it has the same host name', { processSpace: 'container' }],
    ['of another machine', { hostName: 'there', processSpace: 'there' }],
    ['of a process whose id another one has now', { processId: 100 }],
  ])('is taken over after 30 seconds without a heartbeat: %s', async (_, holder) => {
    const { host, elapsed } = hostWith(lockOf(holder));
    await acquireLock(host, path);
    expect(elapsed()).toBeGreaterThanOrEqual(30_000);
    expect(elapsed()).toBeLessThan(32_000);
  });

  test('is taken over after 5 seconds if its time was old when first seen', async () => {
    const { host, clock } = hostWith(lockOf({ processSpace: 'container' }));
    clock.advance(60_000);
    const start = clock.now();
    await acquireLock(host, path);
    expect(clock.now() - start).toBeGreaterThanOrEqual(5_000);
    expect(clock.now() - start).toBeLessThan(6_000);
  });

  test.each([
    ['empty', ''],
    ['cut off', '{"processId": 7'],
    ['not ours', '[]'],
    ['dangerous', lockOf({ token: '/../../etc' })],
  ])('is taken over after a second if its file is %s', async (_, content) => {
    const { host, elapsed } = hostWith(content);
    const lock = await acquireLock(host, path);
    expect(elapsed()).toBeGreaterThanOrEqual(1_000);
    expect(elapsed()).toBeLessThan(2_000);
    await lock.release();
    expect(host.files()).toEqual({});
  });

  test('is taken over even if a process was killed while taking it over', async () => {
    const token = 'e'.repeat(32);
    const { host, elapsed } = hostWith(lockOf({}));
    await host.fileSystem.writeFile(
      `${path}.${stranger}`,
      new TextEncoder().encode(lockOf({ processId: 8, token })),
    );
    await acquireLock(host, path);
    expect(elapsed()).toBe(0);
    expect(Object.keys(host.files())).toEqual([path]);
  });
});

test('a lock whose holder sends heartbeats is never taken over', async () => {
  const clock = testClock();
  const holder = memoryHost({}, { clock, processSpace: 'container' });
  const lock = await acquireLock(holder, path);
  const waiter: Host = { ...holder, processSpace: 'here', processId: 200 };
  const controller = new AbortController();
  const start = clock.now();
  let taken = false;
  const waiting = acquireLock(waiter, path, { signal: controller.signal }).then(
    () => {
      taken = true;
    },
    (reason: unknown) => reason,
  );
  while (!taken && clock.now() - start < 120_000) await new Promise((resolve) => setImmediate(resolve));
  controller.abort('still waiting');
  expect(await waiting).toBe('still waiting');
  await lock.ensureHeld();
});

test('time while the waiter was suspended does not count', async () => {
  const { host, clock } = hostWith(lockOf({ processSpace: 'container' }));
  const controller = new AbortController();
  let sleeps = 0;
  const sleep: Host['clock']['sleep'] = async (milliseconds, signal) => {
    sleeps += 1;
    if (sleeps === 3) clock.advance(3_600_000);
    // By then the lock has been observed for less than 5 seconds, but for more than an hour by the clock.
    if (sleeps === 20) controller.abort('still waiting');
    await clock.sleep(milliseconds, signal);
  };
  const waiting = acquireLock({ ...host, clock: { ...clock, sleep } }, path, { signal: controller.signal });
  await expect(waiting).rejects.toBe('still waiting');
});

test('a lost lock is reported, and the new holder keeps it', async () => {
  const host = memoryHost();
  const lock = await acquireLock(host, path);
  await host.fileSystem.writeFile(path, new TextEncoder().encode(lockOf({})));
  await expect(lock.ensureHeld()).rejects.toMatchObject({ code: 'lock-lost' });
  await lock.release();
  expect(host.files()).toEqual({ [path]: lockOf({}) });
});

test.each(['EPERM', 'ENOTSUP', 'ENOSYS'])(
  'a file system without hard links (%s) supports locks',
  async (code) => {
    const { fileSystem } = memoryHost();
    const linkless = interfered(fileSystem, ({ name }) => {
      if (name === 'link') throw systemError(code);
    });
    const host = memoryHost({}, { fileSystem: linkless, clock: testClock() });
    const lock = await acquireLock(host, path);
    await lock.ensureHeld();
    expect(await tryLock(host, path)).toBeUndefined();
    await lock.release();
    expect(await fileSystem.lstat(path)).toBeUndefined();
  },
);

test('a directory that is not writable rejects with its error', async () => {
  const fileSystem = interfered(memoryHost({ '/locks': null }).fileSystem, ({ name }) => {
    if (name === 'writeFile') throw systemError('EACCES');
  });
  await expect(acquireLock(memoryHost({}, { fileSystem }), path)).rejects.toMatchObject({ code: 'EACCES' });
});

test('files that killed processes left next to the lock are removed after a minute', async () => {
  const clock = testClock();
  const remains = { [`${path}.${stranger}.tmp`]: '', [`${path}.${stranger}`]: '', [`${path}.note`]: '' };
  const host = memoryHost(remains, { clock });
  await (await acquireLock(host, path)).release();
  expect(Object.keys(host.files())).toHaveLength(3);
  clock.advance(61_000);
  await (await acquireLock(host, path)).release();
  expect(Object.keys(host.files())).toEqual([`${path}.note`]);
});

describe('on a full disk', () => {
  /** A disk that fills up when the lock is taken, or once it is held. */
  const full = (host: ReturnType<typeof memoryHost>, isFull: () => boolean, withLinks: boolean): Host => {
    const fileSystem = interfered(host.fileSystem, ({ name }) => {
      if (name === 'link' && !withLinks) throw systemError('ENOTSUP');
      if (['writeFile', 'link'].includes(name) && isFull()) throw systemError('ENOSPC');
    });
    return { ...host, fileSystem };
  };

  test.each([true, false])(
    'a lock that cannot be taken leaves nothing (with links: %s)',
    async (withLinks) => {
      const host = memoryHost({}, { clock: testClock() });
      const before = host.paths();
      const taking = acquireLock(
        full(host, () => true, withLinks),
        '/new/locks/build.lock',
      );
      await expect(taking).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(host.paths()).toEqual(before);
    },
  );

  test.each([true, false])('a lock that is released leaves nothing (with links: %s)', async (withLinks) => {
    const host = memoryHost({}, { clock: testClock() });
    const before = host.paths();
    let isFull = false;
    const lock = await acquireLock(
      full(host, () => isFull, withLinks),
      '/new/locks/build.lock',
    );
    isFull = true;
    await lock.release();
    expect(host.paths()).toEqual(before);
  });
});
