// `lambdazip build --watch` in a process of its own, with the real go, while files are edited. watch.test.ts of the core
// has the rest in memory.
import { spawn } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { casesOf, matrixTest, runs } from '../../core/test/matrix.js';
import { bin, goMod, mainGo, type Project, project } from './project.js';

interface Built {
  readonly changes: readonly string[];
  readonly archives?: readonly { readonly handlers: readonly { readonly handler: string }[] }[];
  readonly error?: { readonly code: string };
}

interface Watch {
  readonly project: Project;
  /** Makes a change and returns the next build; fails after 30 seconds without one. */
  readonly next: (change?: () => void) => Promise<Built>;
  readonly stop: (signal: NodeJS.Signals) => Promise<number | null>;
}

const files = {
  'go.mod': goMod,
  'cmd/create/main.go': mainGo,
  'shared/shared.go': 'package shared\n\nconst Name = "x"\n',
  'assets/a.txt': 'a',
  'lambdazip.json': '{ "handlers": { "bin/*": "./cmd/*" }, "files": { "assets/": "./assets" } }\n',
};

async function watching(more: Readonly<Record<string, string>> = {}): Promise<Watch> {
  const given = project({ ...files, ...more });
  const cache = join(given.directory, 'cache');
  const child = spawn(process.execPath, [bin, 'build', '--watch', '--json', '--cache-dir', cache], {
    cwd: given.directory,
    env: { ...process.env, CI: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const built: Built[] = [];
  let rest = '';
  let tell = (): void => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    built.push(...lines.map((line) => JSON.parse(line) as Built));
    tell();
  });
  const next = async (change: () => void = () => undefined): Promise<Built> => {
    change();
    const deadline = Date.now() + 30_000;
    while (built.length === 0) {
      if (Date.now() > deadline) throw new Error('no build');
      await new Promise<void>((resolve) => {
        tell = resolve;
        setTimeout(resolve, 100);
      });
    }
    return built.shift() as Built;
  };
  const watch: Watch = {
    project: given,
    next,
    stop: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
  await next();
  return watch;
}

const handlers = ({ archives }: Built): string[] =>
  (archives?.[0]?.handlers ?? []).map(({ handler }) => handler);
const zip = ({ directory }: Project): string => readFileSync(join(directory, 'dist/lambda.zip'), 'base64');

describe('lambdazip build --watch', () => {
  test('builds again for a source, a shared package, an asset, a handler, a module and the manifest', async () => {
    const watch = await watching();
    const { write, directory } = watch.project;
    const seen = async (path: string, text: string): Promise<readonly string[]> =>
      (await watch.next(() => write(path, text))).changes;
    expect(await seen('cmd/create/main.go', mainGo.replace('hello', 'other'))).toEqual([
      'cmd/create/main.go',
    ]);
    const withImport =
      'package main\n\nimport "example.com/p/shared"\n\nfunc main() { println(shared.Name) }\n';
    await seen('cmd/create/main.go', withImport);
    expect(await seen('shared/shared.go', 'package shared\n\nconst Name = "y"\n')).toEqual([
      'shared/shared.go',
    ]);
    expect(await seen('assets/a.txt', 'b')).toEqual(['assets/a.txt']);
    expect(await seen('assets/b.txt', 'new')).toEqual(['assets/']);
    const added = await watch.next(() => write('cmd/delete/main.go', mainGo));
    // The directory may be there a moment before its file.
    const complete = handlers(added).length === 2 ? added : await watch.next();
    expect(handlers(complete)).toEqual(['bin/create', 'bin/delete']);
    const removed = await watch.next(() => rmSync(join(directory, 'cmd/delete'), { recursive: true }));
    expect(handlers(removed)).toEqual(['bin/create']);
    expect(await seen('go.mod', `${goMod}\n// A comment.\n`)).toEqual(['go.mod']);
    expect(await seen('lambdazip.json', files['lambdazip.json'].replace('bin/*', 'x/*'))).toEqual([
      'lambdazip.json',
    ]);
  });

  // watched-inputs.test.ts of the core has embedded files in memory.
  matrixTest('builds again for a changed, a new and a renamed embedded file', async () => {
    const main =
      'package main\n\nimport "embed"\n\n//go:embed data/*\nvar data embed.FS\n\nfunc main() { println(data.Open) }\n';
    const watch = await watching({ 'cmd/create/main.go': main, 'cmd/create/data/one.txt': '1' });
    const { write, directory } = watch.project;
    const changes = async (change: () => void): Promise<readonly string[]> =>
      (await watch.next(change)).changes;
    expect(await changes(() => write('cmd/create/data/one.txt', '2'))).toEqual(['cmd/create/data/one.txt']);
    expect(await changes(() => write('cmd/create/data/two.txt', '2'))).toEqual(['cmd/create/data/']);
    const replaced = await changes(() => {
      write('three', '3');
      renameSync(join(directory, 'three'), join(directory, 'cmd/create/data/one.txt'));
    });
    expect(replaced).toContain('cmd/create/data/one.txt');
  });

  test('does not build again for its own output, nor for files that no build reads', async () => {
    const watch = await watching({ 'docs/readme.txt': 'not read' });
    const edited = async (text: string): Promise<readonly string[]> =>
      (await watch.next(() => watch.project.write('cmd/create/main.go', mainGo.replace('hello', text))))
        .changes;
    // Any other change would start a build before these two, or be reported with them.
    expect(await edited('one')).toEqual(['cmd/create/main.go']);
    watch.project.write('docs/readme.txt', 'still not read');
    watch.project.write('cmd/create/.main.go.swp', 'an editor');
    expect(await edited('two')).toEqual(['cmd/create/main.go']);
  });

  test('leaves the last archive if a build fails, and builds again once the error is fixed', async () => {
    const watch = await watching();
    const before = zip(watch.project);
    const { write } = watch.project;
    const broken = await watch.next(() =>
      write('cmd/create/main.go', 'package main\n\nfunc main() { oops }\n'),
    );
    expect(broken.error?.code).toBe('compile-failed');
    expect(zip(watch.project)).toBe(before);
    const missing = 'package main\n\nimport _ "example.com/p/missing/deep"\n\nfunc main() {}\n';
    expect((await watch.next(() => write('cmd/create/main.go', missing))).error?.code).toBe('compile-failed');
    // The directory may exist shortly before its file, and start a build that fails.
    let fixed = await watch.next(() => write('missing/deep/deep.go', 'package deep\n'));
    while (fixed.error !== undefined) fixed = await watch.next();
    expect(zip(watch.project)).not.toBe(before);
    const invalid = await watch.next(() => write('lambdazip.json', '{ "handlers": '));
    expect(invalid.error?.code).toBe('manifest-invalid');
    const valid = await watch.next(() => write('lambdazip.json', files['lambdazip.json']));
    expect(valid.error).toBeUndefined();
  });

  test('misses no change, however fast they come, and ends with the last one', async () => {
    const watch = await watching();
    const count = runs(10, 40);
    for (let revision = 1; revision <= count; revision += 1) {
      watch.project.write('cmd/create/main.go', mainGo.replace('hello', `revision ${revision}`));
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    const other = await watch.project.run(['build', '-q', '--no-cache', '--out-dir', 'other']);
    expect(other.status).toBe(0);
    const last = readFileSync(join(watch.project.directory, 'other/lambda.zip'), 'base64');
    // Fails after 30 seconds without a build.
    do await watch.next();
    while (zip(watch.project) !== last);
  });

  const signals: readonly (readonly [NodeJS.Signals, number])[] = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ];
  // concurrency.test.ts has SIGTERM as well.
  test.each(casesOf(signals, ['SIGINT']))('ends at %s', async (signal, status) => {
    const watch = await watching();
    expect(await watch.stop(signal)).toBe(status);
  });

  test('ends at once if its options or the environment are wrong', async () => {
    const given = project({ 'go.mod': goMod });
    const { status, stderr } = await given.run(['build', '--watch']);
    expect(status).toBe(2);
    expect(stderr).toContain('manifest-not-found');
  });
});
