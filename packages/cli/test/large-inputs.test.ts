import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32Of } from '../../core/src/bytes/crc32.js';
import { makeZip } from '../../core/test/hostile-zips.js';
import { bin, goMod, mainGo, project } from './project.js';

const measure = fileURLToPath(new URL('../../bench/peak-memory.mjs', import.meta.url));

/** MiB that a command took at the most, and what it printed and ended with. */
async function measured(directory: string, args: readonly string[]) {
  const peakFile = join(directory, 'peak');
  const child = spawn(process.execPath, ['--max-old-space-size=256', '--import', measure, bin, ...args], {
    cwd: directory,
    env: { ...process.env, BENCH_PEAK: peakFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr.resume();
  const [status] = await once(child, 'exit');
  return { status, stdout, peak: Number(readFileSync(peakFile, 'utf8')) / 1024 };
}

const isLinux = process.platform === 'linux';

test.runIf(isLinux)(
  'diff compares contents of 250 MiB below 1 GB',
  async () => {
    const { directory } = project({});
    const content = new Uint8Array(250 * 1024 * 1024);
    for (const [name, last] of [
      ['a.zip', 1],
      ['b.zip', 2],
    ] as const) {
      content[content.length - 1] = last;
      const compressed = new Uint8Array(deflateRawSync(content, { level: 1 }));
      const fields = { method: 8, crc32: crc32Of(content), size: content.length };
      writeFileSync(join(directory, name), makeZip({ entries: [{ name: 'data', compressed, fields }] }));
    }
    const { status, stdout, peak } = await measured(directory, ['diff', 'a.zip', 'b.zip', '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).comparison.entries[0]).toMatchObject({
      name: 'data',
      content: { offset: content.length - 1 },
    });
    expect(peak).toBeLessThan(1000);
  },
  120_000,
);

test('an interrupt ends an inspection of 60,000 entries', async () => {
  const { directory } = project({});
  const content = new TextEncoder().encode('x');
  const compressed = new Uint8Array(deflateRawSync(content));
  const entries = Array.from({ length: 60_000 }, (_, index) => ({ name: `f${index}`, content, compressed }));
  writeFileSync(join(directory, 'many.zip'), makeZip({ entries }));
  const child = spawn(process.execPath, [bin, 'inspect', 'many.zip'], { cwd: directory, stdio: 'ignore' });
  // Once it has begun: the time that Node takes to start is not what is measured.
  await new Promise((done) => setTimeout(done, 1500));
  child.kill('SIGINT');
  const [status, signal] = await once(child, 'exit');
  // On a busy machine it has not begun to listen.
  expect(status === 130 || signal === 'SIGINT').toBe(true);
}, 60_000);

test('hostile wildcards and globs are planned like any other', async () => {
  const name = 'a'.repeat(200);
  const files = { 'go.mod': goMod, [`cmd/${name}/main.go`]: mainGo, [`web/${name}`]: '' };
  for (const [manifest, code] of [
    [{ handlers: { 'bin/*a*a*a*a*a*a*a*b': './cmd/*a*a*a*a*a*a*a*b' } }, 'wildcard-no-match'],
    [{ handlers: { a: `./cmd/${name}` }, files: { 'p/': './web/*a*a*a*a*a*a*a*a*b' } }, 'file-no-match'],
    [{ handlers: { a: `./cmd/${name}` }, files: { 'p/': './web/((a+)+)+b' } }, 'file-no-match'],
    [{ handlers: { a: `./cmd/${name}` }, files: { 'p/': './web/+(a|aa)b' } }, 'file-glob-invalid'],
  ] as const) {
    const given = project({ ...files, 'lambdazip.json': JSON.stringify(manifest) });
    const { status, stdout } = await given.run(['plan', '--json']);
    expect(status).toBe(2);
    expect(stdout).toContain(code);
  }
}, 60_000);
