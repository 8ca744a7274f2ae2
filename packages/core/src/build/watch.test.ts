import { describe, expect, test } from 'vitest';
import { type BuiltProject, builtProject } from '../../test/built-project.js';
import { systemError, testClock } from '../../test/memory-host.js';
import { planParts } from '../affected/plan-parts.js';
import type { Host } from '../ports/host.js';
import { build } from './build.js';
import { Rebuilds } from './rebuilds.js';
import { type WatchedBuild, watch, watchRebuilds } from './watch.js';

const write = (host: BuiltProject, path: string, text = `package main // ${path}\n`): Promise<void> =>
  host.fileSystem.writeFile(`/project/${path}`, new TextEncoder().encode(text));

/** A minute after the project's files were written: files that have changed since a build began belong to the next one. */
const later = () => testClock(Date.now() + 60_000);
const project = (overrides: Partial<Host> = {}): BuiltProject =>
  builtProject({}, { watchDirectories: () => () => undefined, clock: later(), ...overrides });

/** Watches until there was a build for each step; a step runs after its build. */
async function watched(
  host: BuiltProject,
  steps: readonly (() => Promise<unknown>)[],
  options: { readonly report?: string } = {},
): Promise<readonly WatchedBuild[]> {
  const stop = new AbortController();
  const builds: WatchedBuild[] = [];
  const onBuild = async (made: WatchedBuild): Promise<void> => {
    builds.push(made);
    await steps[builds.length - 1]?.();
    if (builds.length >= steps.length) stop.abort();
  };
  await watch({ ...options, signal: stop.signal, onBuild }, host, planParts);
  return builds;
}

const nothing = async (): Promise<void> => undefined;
const changes = (builds: readonly WatchedBuild[]): (readonly string[])[] =>
  builds.map((made) => made.changes);
const codes = (builds: readonly WatchedBuild[]): unknown[] =>
  builds.map(({ error }) => (error instanceof Error && 'code' in error ? error.code : error));

describe('watch', () => {
  test('builds, and builds again with each change of an input', async () => {
    const host = project();
    const builds = await watched(host, [
      () => write(host, 'cmd/a/main.go'),
      () => write(host, 'assets/x.txt', 'other'),
      () => write(host, 'assets/y.txt', 'new'),
      () => write(host, 'cmd/b/more.go'),
      nothing,
    ]);
    expect(changes(builds)).toEqual([[], ['cmd/a/main.go'], ['assets/x.txt'], ['assets/'], ['cmd/b/']]);
    expect(codes(builds)).toEqual(Array(5).fill(undefined));
    expect(builds.at(-1)?.report).toEqual(await build({ cache: false }, host, planParts));
  });

  test('reports changes that arrive together with one build', async () => {
    const host = project();
    const both = async (): Promise<void> => {
      await write(host, 'cmd/b/main.go');
      await write(host, 'cmd/a/main.go');
    };
    expect(changes(await watched(host, [both, nothing]))).toEqual([[], ['cmd/a/main.go', 'cmd/b/main.go']]);
  });

  test.each(['dist/report.json', 'reports/report.json'])(
    'does not build again for its own output, with a report in %s',
    async (report) => {
      const host = project();
      await host.fileSystem.makeDirectory('/project/reports');
      const steps = [() => write(host, 'cmd/a/main.go'), () => write(host, 'assets/x.txt', 'other'), nothing];
      expect(changes(await watched(host, steps, { report }))).toEqual([
        [],
        ['cmd/a/main.go'],
        ['assets/x.txt'],
      ]);
    },
  );

  test('does not report that its output directory was removed or appears again', async () => {
    const host = project();
    const removed = async (): Promise<void> => {
      await host.fileSystem.remove('/project/dist');
      await write(host, 'cmd/a/main.go');
    };
    const steps = [removed, () => write(host, 'cmd/b/main.go'), nothing];
    expect(changes(await watched(host, steps))).toEqual([[], ['cmd/a/main.go'], ['cmd/b/main.go']]);
  });

  test('leaves the last archive after a failed build, and builds again once the error is fixed', async () => {
    const host = project();
    const manifest = host.files()['/project/lambdazip.json'] ?? '';
    let before: string | undefined;
    const builds = await watched(host, [
      () => write(host, 'lambdazip.json', '{'),
      async () => {
        before = host.files()['/project/dist/lambda.zip'];
        await write(host, 'lambdazip.json', manifest);
      },
      nothing,
    ]);
    expect(codes(builds)).toEqual([undefined, 'manifest-invalid', undefined]);
    expect(builds.map(({ report }) => report !== undefined)).toEqual([true, false, true]);
    expect(before).toBe(host.files()['/project/dist/lambda.zip']);
  });

  test('watches everything while the inputs are unknown', async () => {
    const host = project();
    await write(host, 'lambdazip.json', '{');
    await write(host, 'unrelated.txt');
    const builds = await watched(host, [() => write(host, 'unrelated.txt', 'changed'), nothing]);
    expect(codes(builds)).toEqual(['manifest-invalid', 'manifest-invalid']);
    expect(changes(builds)[1]).toEqual(['unrelated.txt']);
  });

  test('rejects if the first build fails because of its options or the environment', async () => {
    const host = project();
    await host.fileSystem.remove('/project/lambdazip.json');
    await expect(watched(host, [nothing])).rejects.toMatchObject({ code: 'manifest-not-found' });
    const withoutGo = project({ environment: {} });
    await withoutGo.fileSystem.remove('/go');
    await expect(watched(withoutGo, [nothing])).rejects.toMatchObject({ code: 'go-not-found' });
  });
});

describe('a change', () => {
  test('during a build starts the next one', async () => {
    const host = project();
    const stop = new AbortController();
    const seen: (readonly string[])[] = [];
    const rebuilds = new Rebuilds({}, host, planParts);
    await watchRebuilds(
      async (onPlan) => {
        const report = await rebuilds.build(onPlan);
        if (seen.length === 1) await write(host, 'cmd/b/main.go');
        return report;
      },
      {
        signal: stop.signal,
        onBuild: async (made) => {
          seen.push(made.changes);
          if (seen.length === 1) await write(host, 'cmd/a/main.go');
          if (seen.length === 3) stop.abort();
        },
      },
      host,
    );
    expect(seen).toEqual([[], ['cmd/a/main.go'], ['cmd/b/main.go']]);
  });

  test('that the file system reports ends the wait at once', async () => {
    const clock = later();
    let report: () => void = () => undefined;
    let isWatching = false;
    const woken: boolean[] = [];
    const host: BuiltProject = project({
      watchDirectories: (_, onChange) => {
        report = onChange;
        isWatching = true;
        return () => {
          isWatching = false;
        };
      },
      clock: {
        ...clock,
        sleep: async (milliseconds, signal) => {
          if (milliseconds < 2_000) return await clock.sleep(milliseconds, signal);
          await write(host, 'cmd/a/main.go');
          report();
          woken.push(signal?.aborted === true);
          signal?.throwIfAborted();
        },
      },
    });
    expect(changes(await watched(host, [nothing, nothing]))).toEqual([[], ['cmd/a/main.go']]);
    expect(woken).toEqual([true]);
    expect(isWatching).toBe(false);
  });
});

describe('an abort', () => {
  test('during a build rejects with its reason', async () => {
    const stop = new AbortController();
    const host = project();
    const processes: Host['processes'] = {
      run: async (command) => {
        if (command.argv[1] === 'build') stop.abort(new Error('stop'));
        return await host.processes.run(command);
      },
    };
    const onBuild = (): never => {
      throw new Error('no build was completed');
    };
    await expect(watch({ signal: stop.signal, onBuild }, { ...host, processes }, planParts)).rejects.toThrow(
      'stop',
    );
  });

  test('while it waits for changes ends it', async () => {
    const stop = new AbortController();
    const clock = later();
    const host = project({
      clock: {
        ...clock,
        sleep: async (milliseconds, signal) => {
          if (milliseconds >= 2_000) stop.abort();
          await clock.sleep(milliseconds, signal);
        },
      },
    });
    const builds: WatchedBuild[] = [];
    await watch({ signal: stop.signal, onBuild: (made) => void builds.push(made) }, host, planParts);
    expect(builds).toHaveLength(1);
  });

  test('before the first build builds nothing', async () => {
    const host = project();
    const onBuild = (): never => {
      throw new Error('built');
    };
    await watch({ signal: AbortSignal.abort(), onBuild }, host, planParts);
    expect(host.compiled()).toBe(0);
  });
});

test('an error that is not about the build ends the watch', async () => {
  const host = project();
  const bug = systemError('EBUG');
  const failing = watchRebuilds(
    async () => {
      throw bug;
    },
    { onBuild: () => undefined },
    host,
  );
  await expect(failing).rejects.toBe(bug);
});
