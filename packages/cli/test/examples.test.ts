import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
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
