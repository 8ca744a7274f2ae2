import { describe, expect, test } from 'vitest';
import { machineWithGo } from '../../test/machine-with-go.js';
import { findGo } from '../go/toolchain.js';
import type { Host } from '../ports/host.js';
import type { Command, ProcessResult } from '../ports/process-runner.js';
import { verifiedToolchains } from './verified-toolchains.js';

const { memory } = machineWithGo({});
const found = await findGo(memory);

/** A go that unpacks each release into the module cache that it is given. */
function unpackingGo(answer: (command: Command) => Partial<ProcessResult> = () => ({})) {
  const calls: Command[] = [];
  const processes: Host['processes'] = {
    run: async (command) => {
      calls.push(command);
      const { GOMODCACHE = '', GOTOOLCHAIN = '' } = command.environment;
      const standardOutput = `${GOMODCACHE}/golang.org/toolchain@${GOTOOLCHAIN}\n`;
      return { exitCode: 0, killedBy: null, standardOutput, standardError: '', ...answer(command) };
    },
  };
  return { calls, processes };
}

const request = (selections: readonly string[], goEnv: Readonly<Record<string, string>> = {}) => ({
  root: '/tmp/rebuild',
  installed: { ...found, goEnv: { ...found.goEnv, GOPROXY: 'https://proxy.example.com', ...goEnv } },
  selections,
});

describe('releases of go for a rebuild', () => {
  test('are unpacked once each into a directory of the rebuild; the installed one is not', async () => {
    const { calls, processes } = unpackingGo();
    const selections = ['go1.25.1', 'local', 'go1.26.0', 'go1.25.1'];
    const { programs } = await verifiedToolchains({ ...memory, processes }, request(selections));
    expect([...programs]).toEqual([
      ['go1.25.1', '/tmp/rebuild/toolchains/golang.org/toolchain@go1.25.1/bin/go'],
      ['go1.26.0', '/tmp/rebuild/toolchains/golang.org/toolchain@go1.26.0/bin/go'],
    ]);
    expect(calls.map(({ argv }) => argv.slice(1))).toEqual([
      ['env', 'GOROOT'],
      ['env', 'GOROOT'],
    ]);
  });

  test('come from zips that were already downloaded, else from the proxy', async () => {
    const { calls, processes } = unpackingGo();
    const host = { ...memory, processes };
    await verifiedToolchains(host, request(['go1.25.1'], { GOMODCACHE: '/home/me/a b/mod' }));
    await verifiedToolchains(host, request(['go1.25.1'], { GOMODCACHE: '' }));
    expect(calls.map(({ environment }) => environment.GOPROXY)).toEqual([
      'file:///home/me/a%20b/mod/cache/download,https://proxy.example.com',
      'https://proxy.example.com',
    ]);
  });

  test("are unpacked without the user's flags and settings file", async () => {
    const { calls, processes } = unpackingGo();
    await verifiedToolchains({ ...memory, processes }, request(['go1.25.1'], { GOFLAGS: '-modcacherw' }));
    expect(calls[0]?.environment).toMatchObject({ GOFLAGS: '', GOENV: 'off', GOWORK: 'off' });
  });

  test('have paths of Windows there', async () => {
    const { calls, processes } = unpackingGo(() => ({ standardOutput: 'C:\\rebuild\\go1.25.1\r\n' }));
    const { programs } = await verifiedToolchains(
      { ...memory, processes, platform: 'win32' },
      request(['go1.25.1'], { GOMODCACHE: 'C:\\mod' }),
    );
    expect([...programs.values()]).toEqual(['C:/rebuild/go1.25.1/bin/go.exe']);
    expect(calls[0]?.environment.GOPROXY).toMatch(/^file:\/\/\/C:\/mod\/cache\/download,/);
  });

  test('are removed by go, because their directories are read-only', async () => {
    const { calls, processes } = unpackingGo();
    const { remove } = await verifiedToolchains({ ...memory, processes }, request(['go1.25.1']));
    await remove();
    expect(calls.at(-1)).toMatchObject({
      argv: ['/go/bin/go', 'clean', '-modcache'],
      environment: { GOMODCACHE: '/tmp/rebuild/toolchains', GOTOOLCHAIN: 'local' },
    });
  });

  test('are only removed if some were unpacked, and removing them never fails', async () => {
    const none = unpackingGo();
    const { remove } = await verifiedToolchains({ ...memory, ...none }, request(['local']));
    await remove();
    expect(none.calls).toEqual([]);
    const { processes } = unpackingGo(({ argv }) => {
      if (argv[1] === 'clean') throw new Error('not removed');
      return {};
    });
    const made = await verifiedToolchains({ ...memory, processes }, request(['go1.25.1']));
    await expect(made.remove()).resolves.toBeUndefined();
  });

  test('that go cannot get are an error, and the others are removed', async () => {
    const { calls, processes } = unpackingGo(({ environment: { GOTOOLCHAIN } }) =>
      GOTOOLCHAIN === 'go1.99.0' ? { exitCode: 1, standardError: 'go: toolchain not available\n' } : {},
    );
    await expect(
      verifiedToolchains({ ...memory, processes }, request(['go1.25.1', 'go1.99.0'])),
    ).rejects.toMatchObject({
      code: 'go-toolchain-unavailable',
      diagnostics: [{ args: { version: '1.99.0', output: 'go: toolchain not available' } }],
    });
    expect(calls.at(-1)?.argv.slice(1)).toEqual(['clean', '-modcache']);
  });
});
