import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { fakeGo } from '../../test/fake-go.js';
import { buildingMachine } from '../../test/machine-with-go.js';
import { madeElf } from '../../test/made-elf.js';
import { interfered, systemError } from '../../test/memory-host.js';
import { planParts } from '../affected/plan-parts.js';
import type { BuildEvent } from '../ports/build-event.js';
import type { Host } from '../ports/host.js';
import { build } from './build.js';

const program = madeElf({ machine: 183 });

interface Given {
  readonly manifest?: unknown;
  /** Runs at the start of `go build`; if it returns false, no programs are written. */
  readonly onBuild?: () => boolean | undefined;
  readonly host?: Partial<Host>;
}

/** An in-memory project with two handlers, in which `go build` writes a small ELF file for each. */
function machine({ manifest, onBuild, host = {} }: Given = {}) {
  const memory = buildingMachine(
    {
      '/project/cmd/a/main.go': 'package main\n',
      '/project/cmd/b/main.go': 'package main\n',
      '/project/x.txt': 'x',
      '/project/lambdazip.json': JSON.stringify(
        manifest ?? { handlers: { 'bin/a': './cmd/a', 'bin/b': './cmd/b' }, files: { 'x.txt': './x.txt' } },
      ),
    },
    host,
  );
  const go = fakeGo(() => memory.fileSystem);
  const processes: Host['processes'] = {
    run: async (command) => {
      if (command.argv[1] === 'build') {
        const writes = onBuild?.() ?? true;
        const [, , , output = ''] = command.argv;
        const targets = writes ? command.argv.slice(command.argv.indexOf('--') + 1) : [];
        for (const target of targets) {
          await memory.fileSystem.writeFile(`${output}${target.split('/').at(-1)}`, program);
        }
        command.onErrorLine?.('example.com/m/cmd/a');
      }
      return go.run(command);
    },
  };
  return { ...memory, processes };
}

describe('build', () => {
  test('writes an archive of what go built, and reports what it does', async () => {
    const host = machine();
    const events: BuildEvent[] = [];
    const report = await build({ onEvent: (event) => events.push(event) }, host, planParts);
    const zip = await JSZip.loadAsync(await host.fileSystem.readFile('/project/dist/lambda.zip'));
    expect(Object.keys(zip.files)).toEqual(['bin/a', 'bin/b', 'bootstrap', 'x.txt']);
    expect(report.archives[0]).toMatchObject({ name: 'lambda', path: 'dist/lambda.zip' });
    for (const type of ['entry', 'packed'])
      expect(events.filter((event) => event.type === type)).toHaveLength(4);
    expect(events.map(({ type }) => type)).toEqual([
      'planned',
      'linking',
      'compiling',
      'package',
      'packing',
      // The bytes of each entry are new; each is announced before it is packed, several at a time.
      ...events.flatMap(({ type }) => (type === 'entry' || type === 'packed' ? [type] : [])),
      'compared',
      'written',
    ]);
  });

  test('reuses packed entries from the cache, and rebuilds and reports damaged ones', async () => {
    const host = machine();
    const packed = async (): Promise<(boolean | string)[][]> => {
      const events: (boolean | string)[][] = [];
      await build(
        { onEvent: (event) => event.type === 'packed' && events.push([event.name, event.reused]) },
        host,
        planParts,
      );
      return events.sort();
    };
    await packed();
    expect((await packed()).map(([, reused]) => reused)).toEqual([true, true, true, true]);
    const first = await host.fileSystem.readFile('/project/dist/lambda.zip');
    const contents = host.paths().filter((each) => /^\/cache\/packed\/.*-6$/.test(each));
    for (const path of contents) {
      const bytes = Uint8Array.from(await host.fileSystem.readFile(path));
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      await host.fileSystem.writeFile(path, bytes);
    }
    await host.fileSystem.remove('/project/dist/lambda.zip');
    const { warnings } = await build({}, host, planParts);
    expect(warnings.map(({ code, args }) => [code, 'path' in args ? args.path : null]).sort()).toEqual(
      contents.map((path) => ['cache-entry-damaged', path]),
    );
    expect(await host.fileSystem.readFile('/project/dist/lambda.zip')).toEqual(first);
    expect((await build({}, host, planParts)).warnings).toEqual([]);
  });

  test('keeps the cache within cache.maxSize, except for entries that it used itself', async () => {
    const host = machine({
      manifest: { cache: { maxSize: '1kB' }, handlers: { 'bin/a': './cmd/a' } },
    });
    const old = `/cache/packed/v1/00/${'0'.repeat(64)}-6`;
    await host.fileSystem.makeDirectory('/cache/packed/v1/00');
    await host.fileSystem.writeFile(old, new Uint8Array(2000));
    await build({}, host, planParts);
    const left = host.paths().filter((path) => /^\/cache\/packed\/.*-6$/.test(path));
    expect(left).toHaveLength(2);
    expect(left).not.toContain(old);
  });

  test.each<readonly [string, Given]>([
    ['file-unreadable', { host: {} }],
    ['go-produced-nothing', { onBuild: () => false }],
  ])('fails with %s and leaves the old archive in place', async (code, given) => {
    const host = machine(given);
    await host.fileSystem.makeDirectory('/project/dist');
    await host.fileSystem.writeFile('/project/dist/lambda.zip', new TextEncoder().encode('old'));
    const before = host.paths().filter((path) => path.startsWith('/project'));
    const fileSystem =
      code === 'file-unreadable'
        ? interfered(host.fileSystem, ({ name, path }) => {
            if (name === 'readFile' && path.endsWith('x.txt')) throw systemError('EACCES');
          })
        : host.fileSystem;
    await expect(build({}, { ...host, fileSystem }, planParts)).rejects.toMatchObject({ code });
    expect(host.files()['/project/dist/lambda.zip']).toBe('old');
    expect(host.paths().filter((path) => path.startsWith('/project'))).toEqual(before);
  });

  test('reports all programs that Lambda would reject as check-failed, and writes nothing', async () => {
    const host = machine({
      manifest: { architecture: 'x86_64', handlers: { 'bin/a': './cmd/a', 'bin/b': './cmd/b' } },
    });
    await expect(build({}, host, planParts)).rejects.toMatchObject({
      code: 'check-failed',
      diagnostics: [{ code: 'check-wrong-architecture' }, { code: 'check-wrong-architecture' }],
    });
    expect(host.paths().filter((path) => path.startsWith('/project/dist'))).toEqual([]);
  });

  test('leaves nothing behind when aborted, at whichever call that happens', async () => {
    for (let stopAt = 1; stopAt < 400; stopAt += 7) {
      const host = machine();
      const controller = new AbortController();
      const reason = new Error('stopped');
      const fileSystem = interfered(host.fileSystem, ({ number }) => {
        if (number === stopAt) controller.abort(reason);
      });
      const outcome = await build({ signal: controller.signal }, { ...host, fileSystem }, planParts).then(
        () => 'built',
        (error: unknown) => error,
      );
      if (outcome === 'built') continue;
      expect(outcome, `call ${stopAt}`).toBe(reason);
      expect(
        host.paths().filter((path) => /^\/project\/dist|\.tmp$|\.lock$/.test(path)),
        `call ${stopAt}`,
      ).toEqual([]);
    }
  });

  test('refuses an output that cannot be written before it compiles', async () => {
    let compiled = false;
    const host = machine({
      onBuild: () => {
        compiled = true;
        return true;
      },
    });
    await host.fileSystem.writeFile('/project/dist', new Uint8Array());
    await expect(build({}, host, planParts)).rejects.toMatchObject({ code: 'output-not-writable' });
    expect(compiled).toBe(false);
  });
});
