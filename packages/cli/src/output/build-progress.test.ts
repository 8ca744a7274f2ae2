import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Screen } from '../../test/screen.js';
import type { CliContext } from '../context.js';
import { BuildProgress } from './build-progress.js';

const esc = '\u001b';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

interface Terminal {
  readonly screen: Screen;
  readonly writes: string[];
  readonly context: CliContext;
  readonly interrupt: () => void;
}

function terminal(columns: number, environment: Readonly<Record<string, string>> = {}): Terminal {
  const screen = new Screen(columns);
  const writes: string[] = [];
  const controller = new AbortController();
  const stream = {
    write: (part: { toString: () => string }) => {
      writes.push(String(part));
      // The terminal driver adds the carriage return.
      screen.write(String(part).replaceAll('\n', '\r\n'));
    },
    isTerminal: true,
    get columns() {
      return screen.columns;
    },
  };
  const context: CliContext = {
    stdout: stream,
    stderr: stream,
    environment,
    openCore: () => Promise.reject(new Error('not needed')),
    readLines: () => undefined,
    signal: controller.signal,
    now: () => Date.now(),
  };
  return { screen, writes, context, interrupt: () => controller.abort() };
}

const compile = (name: string) => ({ type: 'package', action: 'compile', name }) as const;

describe('the progress of a build', () => {
  test('shows the phase at once, and the time while nothing happens', () => {
    const { screen, context } = terminal(80);
    const progress = new BuildProgress(context, false);
    progress.start('Planning');
    expect(screen.rows).toEqual(['Planning  0.0s']);
    vi.advanceTimersByTime(1_200);
    expect(screen.rows).toEqual(['Planning  1.2s']);
    progress.end();
    expect(screen.rows).toEqual([]);
  });

  test('goes through compiling, linking, packing and writing', () => {
    const { screen, context } = terminal(101);
    const progress = new BuildProgress(context, false);
    progress.start('Planning');
    const shown: string[] = [];
    const events = [
      { type: 'planned', archives: 1, programs: 2 },
      { type: 'linking', total: 2 },
      { type: 'compiling', run: 1, runs: 1, programs: 2 },
      compile('net/http'),
      { type: 'linked', name: 'bin/create', programs: 1 },
      { type: 'packing', total: 3 },
      { type: 'entry', name: 'bin/create' },
      { type: 'entry', name: 'bootstrap' },
      { type: 'packed', name: 'bin/create', size: 1, reused: false },
      {
        type: 'compared',
        path: 'dist/lambda.zip',
        before: null,
        added: [],
        changed: [],
        removed: [],
        unchanged: 0,
      },
    ] as const;
    for (const event of events) {
      progress.show(event);
      vi.advanceTimersByTime(100);
      shown.push(screen.rows.join('|'));
    }
    expect(shown).toEqual([
      'Planning  0.1s',
      'Planning  0.2s',
      'Compiling [>                   ] 0/2 programs  0.3s',
      'Compiling [>                   ] 0/2 programs, 1 package  0.4s  net/http',
      'Compiling [==========>         ] 1/2 programs, 1 package  0.5s  bin/create',
      'Packing [>                   ] 0/3 entries  0.6s',
      'Packing [>                   ] 0/3 entries  0.7s  bin/create',
      'Packing [>                   ] 0/3 entries  0.8s  bin/create',
      'Packing [======>             ] 1/3 entries  0.9s  bootstrap',
      'Writing [====================] 1/1 archives  1.0s  dist/lambda.zip',
    ]);
    progress.end();
  });

  test('counts no programs to link if some may be up to date', () => {
    const { screen, context } = terminal(80);
    const progress = new BuildProgress(context, false);
    progress.show({ type: 'linking', total: null });
    progress.show({ type: 'compiling', run: 1, runs: 1, programs: 38 });
    expect(screen.rows).toEqual(['Checking 38 programs  0.0s']);
    vi.advanceTimersByTime(100);
    progress.show(compile('net/http'));
    vi.advanceTimersByTime(100);
    expect(screen.rows).toEqual(['Compiling 1 package  0.2s  net/http']);
    progress.end();
  });

  test('is drawn at most ten times a second, with one write each', () => {
    const { writes, context } = terminal(80);
    const progress = new BuildProgress(context, false);
    for (let index = 0; index < 1_000; index += 1) {
      progress.show(compile(`example.com/p/package${index}`));
      vi.advanceTimersByTime(1);
    }
    expect(writes.length).toBeLessThanOrEqual(11);
    const oneLine = new RegExp(`^${esc}\\[\\?7l\r[^\r\n]*${esc}\\[J\r${esc}\\[\\?7h$`);
    for (const write of writes) expect(write).toMatch(oneLine);
    progress.end();
  });

  test.each([
    [80, 40],
    [80, 20],
    [40, 80],
  ])('is right after a resize from %d to %d columns', (before, after) => {
    const { screen, context } = terminal(before, { NO_COLOR: '1' });
    screen.write('$ lambdazip build\r\n');
    const progress = new BuildProgress(context, false);
    progress.show({ type: 'linking', total: 38 });
    progress.show(compile('github.com/aws/aws-sdk-go-v2/service/dynamodb/internal/customizations'));
    screen.resize(after);
    vi.advanceTimersByTime(100);
    expect(screen.rows.length).toBe(2);
    expect(screen.rows[0]).toBe('$ lambdazip build');
    expect(screen.rows[1]).toMatch(/^Compiling .*0\/38/);
    progress.end();
    expect(screen.rows).toEqual(['$ lambdazip build']);
    expect(screen.cursor).toEqual({ row: 1, column: 0 });
  });

  test('does not wrap a line of wide characters', () => {
    const { screen, context } = terminal(40);
    const progress = new BuildProgress(context, false);
    progress.show({ type: 'packing', total: 1 });
    vi.advanceTimersByTime(100);
    progress.show({ type: 'entry', name: `assets/${'日本語'.repeat(20)}.txt` });
    vi.advanceTimersByTime(100);
    expect(screen.rows).toEqual([expect.stringMatching(/^Packing 0\/1 {2}0\.2s {2}\.\.\.[語日本]+\.txt$/)]);
    progress.end();
  });

  test('leaves no line after an interrupt, and draws no more', () => {
    const { screen, writes, context, interrupt } = terminal(80);
    const progress = new BuildProgress(context, false);
    progress.start('Planning');
    interrupt();
    expect(screen.rows).toEqual([]);
    const count = writes.length;
    progress.show(compile('net/http'));
    vi.advanceTimersByTime(1_000);
    progress.end();
    expect(writes.length).toBe(count);
  });

  test('prints that it waits above its line', () => {
    const { screen, context } = terminal(80);
    const progress = new BuildProgress(context, false);
    progress.start('Planning');
    progress.show({ type: 'waiting', path: 'dist', processId: 7 });
    expect(screen.rows).toEqual([
      'Blocking: waiting for another build (pid 7) in dist',
      expect.stringMatching(/^Planning/),
    ]);
    progress.end();
  });

  test.each([
    ['in CI', { CI: 'true' }, false],
    ['on a dumb terminal', { TERM: 'dumb' }, false],
    ['with --quiet', {}, true],
  ])('is not shown %s', (_, environment, quiet) => {
    const { writes, context } = terminal(80, environment as Record<string, string>);
    const progress = new BuildProgress(context, quiet);
    progress.start('Planning');
    progress.show(compile('net/http'));
    vi.advanceTimersByTime(1_000);
    progress.end();
    expect(writes).toEqual([]);
  });
});
