// `lambdazip build --watch` as a user has it: a process of its own, the real go, and files that are edited while it runs.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bin, goMod, mainGo, type Project, project } from './project.js';

interface Built {
  readonly changes: readonly string[];
  readonly archives?: readonly { readonly handlers: readonly { readonly handler: string }[] }[];
  readonly error?: { readonly code: string };
}

interface Watch {
  readonly project: Project;
  /** The next build, with a change made before; fails where none comes. */
  readonly next: (change?: () => void) => Promise<Built>;
  /** Builds that come within some milliseconds. */
  readonly within: (milliseconds: number) => Promise<readonly Built[]>;
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
      if (Date.now() > deadline) throw new Error('no build came');
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
    within: async (milliseconds) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return built.splice(0);
    },
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

  test('builds again for an embedded file, a new one as well, and one that a rename puts in place', async () => {
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

  test('does not build again for what it writes itself, nor for what no build reads', async () => {
    const watch = await watching();
    expect(await watch.within(3_000)).toEqual([]);
    watch.project.write('docs/readme.txt', 'not read');
    watch.project.write('cmd/create/.main.go.swp', 'an editor');
    // A directory appears where a package may; what it holds does not matter.
    expect((await watch.within(3_000)).length).toBeLessThanOrEqual(1);
  });

  test('leaves the last archive where a build fails, and goes on when it is fixed', async () => {
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
    mkdirSync(join(watch.project.directory, 'missing/deep'), { recursive: true });
    await watch.within(1_500);
    const mended = await watch.next(() => write('missing/deep/deep.go', 'package deep\n'));
    expect(mended.error).toBeUndefined();
    expect(zip(watch.project)).not.toBe(before);
    const invalid = await watch.next(() => write('lambdazip.json', '{ "handlers": '));
    expect(invalid.error?.code).toBe('manifest-invalid');
    const valid = await watch.next(() => write('lambdazip.json', files['lambdazip.json']));
    expect(valid.error).toBeUndefined();
  });

  test('misses no change, however fast they come, and ends with the last one', async () => {
    const watch = await watching();
    for (let revision = 1; revision <= 40; revision += 1) {
      watch.project.write('cmd/create/main.go', mainGo.replace('hello', `revision ${revision}`));
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    let builds = 0;
    // However long the machine takes: it is done when nothing comes any more.
    for (let last = 1; last > 0; builds += last) last = (await watch.within(5_000)).length;
    expect(builds).toBeGreaterThan(0);
    const last = zip(watch.project);
    expect((await watch.project.run(['build', '-q', '--no-cache'])).status).toBe(0);
    expect(zip(watch.project)).toBe(last);
  });

  test.each<readonly [NodeJS.Signals, number]>([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('ends at %s', async (signal, status) => {
    const watch = await watching();
    expect(await watch.stop(signal)).toBe(status);
  });

  test('ends at once if the arguments or the environment are wrong', async () => {
    const given = project({ 'go.mod': goMod });
    const { status, stderr } = await given.run(['build', '--watch']);
    expect(status).toBe(2);
    expect(stderr).toContain('manifest-not-found');
  });
});
