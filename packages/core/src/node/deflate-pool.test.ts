import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { testWith, tools } from '../../test/tools.js';
import { faithfulEncoder, openWasmEncoder, pakoEncoder } from './deflate-encoder.js';
import { defaultWorkers, openDeflatePool } from './deflate-pool.js';
import { knownDigests, vectorContent } from './known-vector.js';

const directory = mkdtempSync(join(tmpdir(), 'lambdazip-deflate-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the known vector', () => {
  testWith(tools.python)("has the digests of Python's zlib", () => {
    const file = join(directory, 'known');
    writeFileSync(file, vectorContent());
    const script = `
import hashlib, sys, zlib
content = open(sys.argv[1], "rb").read()
for level in range(1, 10):
    encoder = zlib.compressobj(level, zlib.DEFLATED, -15, 8)
    print(hashlib.sha256(encoder.compress(content) + encoder.flush()).hexdigest())`;
    expect(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }).trim().split('\n')).toEqual(
      knownDigests,
    );
  });

  test.each([
    ['our own', openWasmEncoder],
    ['pako', async () => pakoEncoder],
  ])('has the digests of %s at every level', async (_, open) => {
    const encode = await open();
    for (const [index, digest] of knownDigests.entries()) {
      expect(digestOf(await encode(vectorContent(), index + 1)), `level ${index + 1}`).toBe(digest);
    }
  });
});

describe('faithfulEncoder', () => {
  const other = async () => async () => new Uint8Array([3, 0]);

  test('skips an encoder that produces different bytes', async () => {
    const encode = faithfulEncoder([other, async () => pakoEncoder]);
    expect(digestOf(await encode(vectorContent(), 6))).toBe(knownDigests[5]);
  });

  test('skips an encoder that cannot be opened', async () => {
    const broken = async () => Promise.reject(new Error('no WebAssembly'));
    const encode = faithfulEncoder([broken, async () => pakoEncoder]);
    expect(digestOf(await encode(vectorContent(), 9))).toBe(knownDigests[8]);
  });

  test.each([0, 10, 1.5])('rejects level %d', async (level) => {
    await expect(faithfulEncoder()(vectorContent(), level)).rejects.toThrow(RangeError);
  });

  test('rejects if no encoder is faithful', async () => {
    const refused = faithfulEncoder([other])(vectorContent(), 6);
    await expect(refused).rejects.toMatchObject({ code: 'deflate-encoder-unfaithful' });
  });

  test('rejects a stream that does not inflate to the given content', async () => {
    // Faithful only on the known vector.
    const forgetful = async (content: Uint8Array, level: number) =>
      pakoEncoder(content.length === vectorContent().length ? content : content.subarray(1), level);
    const refused = faithfulEncoder([async () => forgetful])(new Uint8Array(1000), 6);
    await expect(refused).rejects.toMatchObject({ code: 'deflate-encoder-unfaithful' });
  });
});

describe('openDeflatePool', () => {
  test('returns the right content for each job, with more jobs than workers', async () => {
    const pool = openDeflatePool({ workers: 2 });
    try {
      const contents = Array.from({ length: 7 }, (_, index) => new Uint8Array(100_000 + index).fill(index));
      const packed = await Promise.all(contents.map((content) => pool.deflateRaw(content, 6)));
      const expected = await Promise.all(contents.map((content) => pakoEncoder(content, 6)));
      expect(packed.map(digestOf)).toEqual(expected.map(digestOf));
      expect(contents[3]?.length).toBe(100_003);
    } finally {
      await pool.close();
    }
  });

  test('reports a worker that dies, and continues with a new one', async () => {
    const script = join(directory, 'dies.mjs');
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, level }) => {
  if (level === 9) process.exit(3);
  parentPort.postMessage({ id, compressed: new Uint8Array([level]) });
});`,
    );
    const pool = openDeflatePool({ workers: 1, workerUrl: pathToFileURL(script) });
    try {
      const content = new Uint8Array(100_000);
      const failed = pool.deflateRaw(content, 9);
      const next = pool.deflateRaw(content, 6);
      await expect(failed).rejects.toMatchObject({ code: 'deflate-worker-failed' });
      expect(await next).toEqual(new Uint8Array([6]));
    } finally {
      await pool.close();
    }
  });

  test('rejects pending jobs when it is closed', async () => {
    const pool = openDeflatePool({ workers: 1 });
    const job = pool.deflateRaw(new Uint8Array(50_000_000), 9);
    const outcome = expect(job).rejects.toMatchObject({ code: 'deflate-worker-failed' });
    await pool.close();
    await outcome;
  });

  test('a process that leaves its pool open still exits', () => {
    const host = new URL('../../dist/host.js', import.meta.url).href;
    const script = `
      import { nodeHost } from ${JSON.stringify(host)};
      const deflater = nodeHost().openDeflater();
      console.log((await deflater.deflateRaw(new Uint8Array(1_000_000), 6)).length > 0);`;
    const answer = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    expect(answer.trim()).toBe('true');
  });

  for (const [tool, program] of [
    [tools.node22, tools.node22.probe[0]],
    [tools.node24, tools.node24.probe[0]],
  ] as const) {
    testWith(tool)(`produces the same bytes on ${tool.name}`, () => {
      const dist = (file: string): string =>
        JSON.stringify(new URL(`../../dist/${file}`, import.meta.url).href);
      const script = `
        import { createHash } from 'node:crypto';
        import { nodeHost } from ${dist('host.js')};
        import { createArchive } from ${dist('index.js')};
        const deflater = nodeHost().openDeflater();
        const content = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 7);
        const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
        console.log(hash(await deflater.deflateRaw(content, 6)), hash(await createArchive([{ name: 'a', mode: 0o644, content }])));`;
      const on = (node: string): string =>
        execFileSync(node, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim();
      expect(on(program)).toBe(on(process.execPath));
    });
  }
});

test.each([
  [8, 64, 8],
  [8, 2, 3],
  [8, 0.5, 1],
  [1, 64, 1],
])('%i processors and %f GiB of memory make %i workers', (processors, gibibytes, workers) => {
  expect(defaultWorkers(processors, gibibytes * 1024 ** 3)).toBe(workers);
});
