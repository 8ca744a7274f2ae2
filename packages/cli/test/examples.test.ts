import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { testWith } from '../../core/test/tools.js';
import { linuxX64, unpack } from './emulator.js';
import { bin } from './project.js';

// emulator.test.ts builds examples/quickstart, and runs it.
const example = fileURLToPath(new URL('../../../examples/many-handlers', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'lambdazip-examples-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

interface Archive {
  readonly name: string;
  readonly architecture: string;
  readonly layout: string;
  readonly handlers: readonly { readonly handler: string; readonly entry: string }[];
  readonly entries: readonly { readonly name: string; readonly mode: string }[];
}

test('examples/many-handlers gives forty handlers by wildcard, in seven packages', () => {
  const args = [bin, 'build', '-C', example, '--out-dir', out, '--json'];
  const { archives, warnings } = JSON.parse(
    execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 24 }),
  ) as {
    readonly archives: readonly Archive[];
    readonly warnings: readonly unknown[];
  };
  expect(warnings).toEqual([]);
  expect(archives.flatMap(({ handlers }) => handlers)).toHaveLength(40);
  const [reads, writes, jobs, ...streams] = archives;
  expect([reads?.name, reads?.handlers.length, reads?.architecture]).toEqual(['api-read', 10, 'arm64']);
  expect([writes?.name, writes?.handlers.length]).toEqual(['api-write', 14]);
  expect(reads?.entries.filter(({ mode }) => mode === '0644').map(({ name }) => name)).toEqual([
    'config.json',
    'public/css/shop.css',
    'public/index.html',
  ]);
  expect(jobs).toMatchObject({ name: 'jobs', architecture: 'x86_64' });
  expect(jobs?.handlers).toHaveLength(12);
  expect(
    streams.map(({ name, layout, entries }) => [name, layout, entries.map((entry) => entry.name).join()]),
  ).toEqual(
    ['notices', 'orders/dynamodb', 'orders/kinesis', 'uploads'].map((name) => [
      `bin/streams/${name}`,
      'per-handler',
      'bootstrap',
    ]),
  );
  expect(
    readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.zip')),
  ).toHaveLength(7);
});

test('the template of examples/quickstart names the handlers of its manifest', () => {
  const quickstart = fileURLToPath(new URL('../../../examples/quickstart', import.meta.url));
  const template = readFileSync(join(quickstart, 'template.yaml'), 'utf8');
  const { archives } = JSON.parse(
    execFileSync(process.execPath, [bin, 'plan', '-C', quickstart, '--json'], { encoding: 'utf8' }),
  ) as {
    readonly archives: readonly Archive[];
  };
  const handlers = archives.flatMap((archive) => archive.handlers.map(({ handler }) => handler));
  expect([...template.matchAll(/Handler: (\S+)/g)].map(([, handler]) => handler).sort()).toEqual(
    handlers.sort(),
  );
  expect(template).toContain('Runtime: provided.al2023');
  expect(template).toContain('CodeUri: dist/lambda.zip');
});

describe('examples/multicall', () => {
  const multicall = fileURLToPath(new URL('../../../examples/multicall', import.meta.url));
  const built = (
    ...args: readonly string[]
  ): Archive & { readonly size: number; readonly unzippedSize: number } => {
    const command = [bin, 'build', '-C', multicall, '--out-dir', join(out, 'multicall'), '--json', ...args];
    const { archives, warnings } = JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' }));
    expect(warnings).toEqual([]);
    expect(archives).toHaveLength(1);
    return archives[0];
  };

  test('is one program for five handlers, which the template names', () => {
    const { layout, handlers, entries, size, unzippedSize } = built();
    expect(layout).toBe('multicall');
    expect(handlers.map(({ handler, entry }) => `${handler} ${entry}`).sort()).toEqual(
      ['book', 'cancel', 'prices', 'remind', 'report'].map((name) => `bin/${name} bootstrap`),
    );
    expect(entries.map(({ name }) => name)).toEqual(['bootstrap']);
    // Of the README, with the Go release that it was measured with.
    expect(size / 2 ** 20).toBeGreaterThan(2.5);
    expect(size / 2 ** 20).toBeLessThan(4.5);
    expect(unzippedSize / 2 ** 20).toBeLessThan(12);
    const check = [bin, 'check', '-C', multicall, '--json'];
    const { findings } = JSON.parse(spawnSync(process.execPath, check, { encoding: 'utf8' }).stdout) as {
      readonly findings: readonly { readonly code: string }[];
    };
    // The archive is in a different directory.
    expect(findings.filter(({ code }) => code !== 'drift-archive-not-built')).toEqual([]);
  });

  testWith(...linuxX64)('initializes only the handler that a function has', async () => {
    built('--arch', 'x86_64');
    const task = join(out, 'task');
    await unpack(join(out, 'multicall', 'lambda.zip'), task);
    const started = (_HANDLER: string, more: Readonly<Record<string, string>> = {}) => {
      const { status, stderr } = spawnSync(join(task, 'bootstrap'), [], {
        env: { _HANDLER, ...more },
        encoding: 'utf8',
      });
      return `${status}: ${stderr}`;
    };
    expect(started('bin/remind')).toMatch(/^1: .*the variable MAIL_FROM is not set/);
    expect(started('bin/book')).toMatch(/^1: .*the variable TABLE_NAME is not set/);
    expect(started('bin/prices')).toMatch(/^1: .*expected AWS Lambda environment variables/);
    expect(started('bin/price')).toMatch(/^127: .* one of: bin\/prices, /);
    expect(started('bootstrap', { AWS_LAMBDA_FUNCTION_NAME: 'theatre-report' })).toMatch(
      /^1: .*the variable TABLE_NAME is not set/,
    );
    expect(started('bootstrap', { AWS_LAMBDA_FUNCTION_NAME: 'theatre-other' })).toMatch(/^127: /);
  });
});
