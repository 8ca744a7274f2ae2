// The comparison itself, with scripts as programs.
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { shellBootstrap } from '../src/bootstrap/bootstraps.js';
import { type CompareOptions, compareHandlers, type HandlerVerdict } from './differential.js';
import { explanationsOf, normalized } from './differential-text.js';
import { isolated, plainly, runHandler } from './program-run.js';
import { linux, type Tool, testWith } from './tools.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'lambdazip-compared-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const namespaces: Tool = {
  name: 'unshare, with user namespaces',
  from: 'the package util-linux',
  probe: ['unshare', '--map-root-user', '--mount', 'true'],
};

const place = { task: '/tmp/x/1/task', work: '/tmp/x/work-0', pid: 4321 };

test.each([
  ['2026/11/24 08:15:59 starts', '<time> starts'],
  ['at 2026-11-24T08:15:59.123Z', 'at <time>'],
  ['2026-11-24 08:15:59.5 +0000 UTC m=+0.000123', '<time> m=<time>'],
  ['Tue Nov 24 08:15:59 UTC 2026', '<time>'],
  ['{"ts":1795507200.25,"at":1795507200123,"n":1.7955072e+09}', '{"ts":<time>,"at":<time>,"n":<time>}'],
  ['took 1.5ms and 1m3.25s', 'took <duration> and <duration>'],
  ['goroutine 18 [running]:', 'goroutine <id> [running]:'],
  ['main.f(0xc000012345, 0x1?)\n\t/x.go:5 +0x1d', 'main.f(<address>, <value>?)\n\t/x.go:5 +<offset>'],
  ['/tmp/x/1/task/bin/a in /tmp/x/work-0/home', '<task>/bin/a in <work>/home'],
  ['/tmp/x/work-0/tmp/upload123456/f', '<work>/tmp/upload<random>/f'],
  ['process 4321 of 43210', 'process <pid> of 43210'],
  ['listens on 127.0.0.1:43567', 'listens on 127.0.0.1:<port>'],
  ['status 200, 17 items, v1.2.3, exit 3', 'status 200, 17 items, v1.2.3, exit 3'],
])('%j is the same in every run', (text, expected) => {
  expect(normalized(text, place)).toBe(expected);
});

describe('a known difference', () => {
  const handler = { handler: 'bin/a.b', importPath: 'example.com/m/cmd/a.b' };

  test.each([
    ['main.T &main.box[main.T]{}', 'a_b.T &a_b.box[example.com/m/cmd/a.b.T]{}', ['package-name']],
    ['main.init.0()', 'example.com/m/cmd/a%2eb.init.0()', ['package-name']],
    [
      'main.main()\n\tm/cmd/a.b/main.go:3 +<offset>\nexit status 2',
      'example.com/m/cmd/a%2eb.main(...)\n\tm/cmd/a.b/main.go:3\nexample.com/m/cmd/a%2eb.LambdazipMain(...)\n\tm/cmd/a.b/lambdazip_main.go:9\nmain.main()\n\tm/lambdazip_multicall/main.go:20 +<offset>\nexit status 2',
      ['package-name', 'stack'],
    ],
    [
      '[{"path":"a.b/main.go","line":4,"label":"main"}]',
      '[{"path":"example.com/m/cmd/a.b/main.go","line":4,"label":"main"},{"path":"m/lambdazip_multicall/main.go","line":9,"label":"main"}]',
      ['error-stack'],
    ],
    ['<task>/bin/a.b', '<task>/bootstrap', ['executable']],
    ['PID CMD \n  1 a.b ', 'PID CMD       \n  1 bootstrap ', ['executable']],
    ['path\tm/cmd/a.b\nmod\tm\n', 'path\tm/lambdazip_multicall\nmod\tm\ndep\tother\n', ['build-info']],
  ])('explains %j', (alone, inside, expected) => {
    expect(explanationsOf(alone, inside, handler)).toEqual(expected);
  });

  test.each([
    ['main.T', 'other.T'],
    ['panic: a', 'panic: b'],
    ['1', '2'],
    ['', 'main.main()\n\tm/cmd/a.b/main.go:3'],
    ['main.main()\n\tm/main.go:3', 'main.main()\n\tm/main.go:4'],
  ])('does not explain %j and %j', (alone, inside) => {
    expect(explanationsOf(alone, inside, handler)).toBeUndefined();
  });
});

describe('the verdict', () => {
  let count = 0;

  /** Compares two shell scripts. */
  async function compared(
    alone: string,
    inside: string,
    options: Partial<CompareOptions> = {},
  ): Promise<HandlerVerdict | undefined> {
    count += 1;
    const out = join(root, String(count));
    const task = (name: string, script: string): string => {
      const directory = join(out, name, 'task');
      for (const [path, content] of [
        ['bootstrap', shellBootstrap()],
        ['bin/a', `#!/bin/sh\n${script}\n`],
      ] as const) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), content);
        chmodSync(join(directory, path), 0o755);
      }
      return directory;
    };
    const handlers = [{ handler: 'bin/a', importPath: 'example.com/m/cmd/a' }];
    const [verdict] = await compareHandlers(
      { task: task('1', alone), handlers },
      { task: task('2', inside), handlers },
      out,
      {
        timeLimit: 30_000,
        parallel: 1,
        standard: new Set(['os']),
        isEarly: (importPath) => importPath < 'example.com/m',
        ...options,
      },
    );
    return verdict;
  }

  const check = testWith(linux);

  check('is `equal` if everything is the same except for what depends on the run', async () => {
    const script = 'echo "$0" "$$" "$HOME" "$_HANDLER"; date; cat; pwd >&2; echo x >file; exit 3';
    expect(await compared(script, script)).toMatchObject({ verdict: 'equal', differences: [] });
  });

  check(
    'is `wrong` if the output, status, files or initialized packages differ, with the first difference',
    async () => {
      const trace = (...names: readonly string[]): string =>
        `if [ "$GODEBUG" = inittrace=1 ]; then ${names.map((name) => `echo 'init ${name} @0.1 ms, 0 ms clock' >&2;`).join(' ')} fi`;
      for (const [alone, inside, difference] of [
        ['echo a', 'echo b', 'on its own "a", inside "b"'],
        ['echo a', 'echo a >&2', 'on its own "a", inside ""'],
        ['exit 3', 'exit 4', 'on its own "status 3", inside "status 4"'],
        ['exit 137', 'kill -9 $$', 'on its own "status 137", inside "status SIGKILL"'],
        ['echo a >f', 'echo b >f', 'file f '],
        [':', '[ -n "$HOME" ] || echo homeless', 'inside "homeless"'],
        [trace('os', 'm/a', 'm/b'), trace('os', 'm/b', 'm/a'), 'on its own "m/a", inside "m/b"'],
        [trace('m/a'), trace('m/a', 'm/b'), 'on its own nothing, inside "m/b"'],
        [trace('a/a'), trace(), 'on its own "a/a", inside ""'],
      ] as const) {
        const found = await compared(alone, inside);
        expect(found?.verdict, inside).toBe('wrong');
        expect(found?.differences.join('\n'), inside).toContain(difference);
      }
      const standard = await compared(
        trace('os', 'm/a'),
        trace('m/a', 'example.com/m/lambdazip_multicall/gate'),
      );
      expect(standard?.verdict).toBe('equal');
      expect(await compared(trace('m/a'), trace('a/early', 'm/a'))).toMatchObject({ verdict: 'equal' });
    },
  );

  check('is `wrong` if the program does not end', async () => {
    const found = await compared(':', 'sleep 60', { timeLimit: 1_000, situations: [plainly] });
    expect(found?.differences.join()).toContain('on its own "status 0", inside "status still running"');
  });

  check('is `explained` if only known differences are found', async () => {
    expect(await compared('echo main.T', 'echo a.T')).toMatchObject({
      verdict: 'explained',
      explanations: ['package-name'],
    });
  });

  check('is `not deterministic` if two runs of the program on its own differ', async () => {
    const random = 'od -An -N8 -tx8 /dev/urandom';
    expect(await compared(random, random)).toMatchObject({ verdict: 'not deterministic' });
    expect(await compared(`${random}; exit 1`, 'exit 2')).toMatchObject({ verdict: 'not deterministic' });
  });
});

testWith(linux, namespaces)(
  'an isolated program writes only in its working directory, and sees no other process',
  async () => {
    const task = join(root, 'isolated/task');
    mkdirSync(join(task, 'bin'), { recursive: true });
    writeFileSync(join(task, 'bootstrap'), shellBootstrap(), { mode: 0o755 });
    const script = `#!/bin/sh
for path in "$LAMBDA_TASK_ROOT/x" /x /tmp/x /proc/sys/kernel/hostname /sys/kernel/mm/ksm/run file "$HOME/file"; do
  (: >>"$path") 2>/dev/null && echo "$path"
done
: >/dev/null || echo no null
echo "$$" "$VARIABLE" "$PWD"
ls /proc | grep -c '^[0-9]'
kill -9 ${process.pid} 2>/dev/null || echo not ended
exit 3
`;
    writeFileSync(join(task, 'bin/a'), script, { mode: 0o755 });
    const outcome = await runHandler({
      task,
      handler: 'bin/a',
      situation: plainly,
      work: join(root, 'isolated/work'),
      timeLimit: 30_000,
      environment: { VARIABLE: 'set' },
      wrap: isolated,
    });
    expect(outcome).toMatchObject({
      status: '3',
      stderr: '',
      // The script, ls and grep.
      stdout: 'file\n<work>/home/file\n1 set <work>\n3\nnot ended\n',
    });
    expect(outcome.files.map((file) => file.split(' ')[0])).toEqual(['file', 'home/file']);
  },
);
