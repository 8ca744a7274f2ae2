import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { arm64Programs, withArm64Programs } from '../../core/test/arm64-programs.js';
import { testWith, tools } from '../../core/test/tools.js';
import { type Invocation, invoke as invokeFunction, linuxX64, unpack } from './emulator.js';

// examples/quickstart, as a user builds it, under AWS's runtime interface emulator.
const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
const example = fileURLToPath(new URL('../../../examples/quickstart', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'lambdazip-emulator-'));

let table: Server;
let tableUrl = '';
/** What the handlers asked the table for. */
let asked: string[] = [];

beforeAll(async () => {
  // A table of DynamoDB that holds one paid and two new orders, of which `order-1` can be paid.
  table = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      asked.push(operation);
      const refused = operation === 'UpdateItem' && !body.includes('order-1');
      response.writeHead(refused ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
      const status = (text: string) => ({ status: { S: text } });
      const items = { Items: [status('new'), status('new'), status('paid')], Count: 3, ScannedCount: 3 };
      const error = {
        __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
        message: 'no',
      };
      response.end(JSON.stringify(refused ? error : operation === 'Scan' ? items : {}));
    });
  });
  await new Promise<void>((resolve) => table.listen(0, '127.0.0.1', resolve));
  tableUrl = `http://127.0.0.1:${(table.address() as AddressInfo).port}`;
});

afterEach(() => {
  asked = [];
});

afterAll(() => {
  table.close();
  rmSync(root, { recursive: true, force: true });
});

/** Builds the example for an architecture and unpacks it as Lambda does. */
async function unpacked(architecture: 'x86_64' | 'arm64', bootstrap: 'native' | 'shell'): Promise<string> {
  const name = `${architecture}-${bootstrap}`;
  const out = join(root, `${name}-dist`);
  execFileSync(process.execPath, [
    bin,
    'build',
    '--quiet',
    '--arch',
    architecture,
    '--bootstrap',
    bootstrap,
    '-C',
    example,
    '--out-dir',
    out,
  ]);
  const task = join(root, name);
  await unpack(join(out, 'lambda.zip'), task);
  return task;
}

/** Starts a function of the example under the emulator and sends it an event. */
const invoke = (task: string, handler: string, event: string, wrap: NonNullable<Invocation['wrap']>) =>
  invokeFunction({
    task,
    handler,
    event,
    wrap,
    environment: {
      TABLE_NAME: 'orders',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_DYNAMODB: tableUrl,
    },
  });

const event = (name: string): string => readFileSync(join(example, 'events', `${name}.json`), 'utf8');
const plainly = (command: readonly string[]): readonly string[] => command;

for (const [architecture, bootstrap, needed, wrap] of [
  ['x86_64', 'native', [tools.emulator, ...linuxX64], plainly],
  ['x86_64', 'shell', [tools.emulator, ...linuxX64], plainly],
  ['arm64', 'native', [tools.emulator, ...linuxX64, ...arm64Programs], withArm64Programs],
] as const) {
  const check = testWith(...needed);

  describe(`examples/quickstart for ${architecture} with the ${bootstrap} bootstrap, under AWS's emulator`, () => {
    let task = '';
    check('is built', async () => {
      task = await unpacked(architecture, bootstrap);
    });

    check('bin/orders/create takes an order from API Gateway', async () => {
      const { body } = await invoke(task, 'bin/orders/create', event('create-order'), wrap);
      const answer = JSON.parse(body);
      expect(answer).toMatchObject({ statusCode: 201, headers: { 'X-Version': 'dev' } });
      expect(JSON.parse(answer.body)).toMatchObject({ status: 'new' });
      expect(asked).toEqual(['PutItem']);
    });

    check('bin/payments/process answers an SQS batch with what failed', async () => {
      const { body } = await invoke(task, 'bin/payments/process', event('process-payments'), wrap);
      const { Records: records } = JSON.parse(event('process-payments'));
      const failed = records.filter((record: { body: string }) => !record.body.includes('order-1'));
      expect(JSON.parse(body)).toEqual({
        batchItemFailures: failed.map(({ messageId }: { messageId: string }) => ({
          itemIdentifier: messageId,
        })),
      });
      expect(asked).toContain('UpdateItem');
    });

    check('bin/reports/nightly counts, with the text that the package holds', async () => {
      const { body } = await invoke(task, 'bin/reports/nightly', event('nightly-report'), wrap);
      expect(JSON.parse(body)).toMatchObject({
        counts: { new: 2, paid: 1 },
        report: expect.stringContaining('2026-11-24'),
      });
      expect(asked).toEqual(['Scan']);
    });

    check('a handler that is not in the package gives the message of the bootstrap', async () => {
      const { status, log } = await invoke(task, 'bin/orders/craete', '{}', wrap);
      expect(status).not.toBe(200);
      expect(log).toContain(
        `bootstrap: cannot start handler "bin/orders/craete": ${task}/bin/orders/craete: no such file`,
      );
    });
  });
}
