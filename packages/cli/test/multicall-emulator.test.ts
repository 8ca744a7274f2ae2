// Handlers whose initialization would break the others, in one program, under AWS's runtime interface emulator.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '@lambdazip/core';
import { nodeHost } from '@lambdazip/core/host';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { arm64Programs, withArm64Programs } from '../../core/test/arm64-programs.js';
import { conflictingInits, removeCase, writtenCase } from '../../core/test/multicall-cases.js';
import { testWith, tools } from '../../core/test/tools.js';
import { invoke, linuxX64, unpack } from './emulator.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'lambdazip-multicall-')));
const directory = realpathSync(writtenCase(conflictingInits));
const database = createServer((socket) => socket.end());
let address = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => database.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(database.address() as AddressInfo).port}`;
});

afterAll(() => {
  database.close();
  removeCase(directory);
  rmSync(root, { recursive: true, force: true });
});

const plain = (command: readonly string[]): readonly string[] => command;

/** What each handler needs. Without it, its own initialization ends the process or takes an hour. */
const needed: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  connects: () => ({ DATABASE: address }),
  exits: () => ({ NO_EXIT: '1' }),
  'expvar-a': () => ({}),
  'expvar-b': () => ({}),
  'flag-a': () => ({}),
  'flag-b': () => ({}),
  'mux-a': () => ({}),
  'mux-b': () => ({}),
  panics: () => ({ NO_PANIC: '1' }),
  plain: () => ({}),
  slow: () => ({ SLOW_INIT: '2s' }),
  variable: () => ({ TABLE_NAME: 'orders' }),
};

for (const [architecture, emulation, wrap] of [
  ['x86_64', [], plain],
  ['arm64', arm64Programs, withArm64Programs],
] as const) {
  const check = testWith(tools.emulator, ...linuxX64, ...emulation);

  describe(`one program for ${architecture} under AWS's emulator`, () => {
    const task = join(root, architecture);

    check('is built', async () => {
      writeFileSync(
        join(directory, 'lambdazip.json'),
        JSON.stringify({ ...conflictingInits.manifest, layout: 'multicall' }),
      );
      const { archives } = await build({
        architecture,
        outDir: join(root, `${architecture}-dist`),
        host: nodeHost({ workingDirectory: directory }),
      });
      expect(archives.flatMap(({ handlers }) => handlers.map(({ handler }) => handler)).sort()).toEqual(
        Object.keys(needed).map((name) => `bin/${name}`),
      );
      await unpack(join(root, `${architecture}-dist/lambda.zip`), task);
    });

    for (const [name, environment] of Object.entries(needed)) {
      check(`answers as bin/${name}`, async () => {
        const { body, log } = await invoke({
          task,
          handler: `bin/${name}`,
          event: '{"n":1}',
          environment: { SLOW_INIT: '1h', ...environment() },
          wrap,
        });
        expect(JSON.parse(body), log).toEqual({ [name]: { n: 1 } });
      });
    }

    check('prints the handlers that it has if it is started as a different one', async () => {
      const { status, log } = await invoke({ task, handler: 'bin/plian', event: '{}', wrap });
      expect(status).not.toBe(200);
      expect(log).toContain('bootstrap: cannot start handler "bin/plian"');
      expect(log).toContain('must be one of: bin/plain, ');
    });
  });
}
