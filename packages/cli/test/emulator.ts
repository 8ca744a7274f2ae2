import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer as createSocket } from 'node:net';
import { dirname, join } from 'node:path';
import JSZip from 'jszip';
import { type Tool, toolPath } from '../../core/test/tools.js';

/** x86_64 programs run here without emulation. */
export const linuxX64: readonly Tool[] =
  process.platform === 'linux' && process.arch === 'x64'
    ? []
    : [{ name: 'Linux on x86_64', from: 'another machine', probe: ['lambdazip-no-such-program'] }];

/** Unpacks a zip as Lambda does. */
export async function unpack(zipFile: string, directory: string): Promise<void> {
  const zip = await JSZip.loadAsync(readFileSync(zipFile), { checkCRC32: true });
  for (const file of Object.values(zip.files)) {
    mkdirSync(dirname(join(directory, file.name)), { recursive: true });
    writeFileSync(join(directory, file.name), await file.async('uint8array'));
    chmodSync(join(directory, file.name), (file.unixPermissions as number) & 0o777);
  }
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly log: string;
}

export interface Invocation {
  /** The directory that the archive is unpacked in. */
  readonly task: string;
  readonly handler: string;
  readonly event: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Wraps the command, for example to run programs for a different architecture. */
  readonly wrap?: (command: readonly string[]) => readonly string[];
}

/** Starts a function in AWS's runtime interface emulator, sends it an event, and stops it. */
export async function invoke(invocation: Invocation): Promise<Answer> {
  const { task, handler, event, environment = {}, wrap = (command) => command } = invocation;
  const [port, api] = [await freePort(), await freePort()];
  const addresses = [
    '--runtime-interface-emulator-address',
    `127.0.0.1:${port}`,
    '--runtime-api-address',
    `127.0.0.1:${api}`,
  ];
  const [program = '', ...rest] = wrap([toolPath('aws-lambda-rie'), ...addresses, './bootstrap']);
  const child = spawn(program, rest, {
    cwd: task,
    detached: true,
    env: {
      PATH: process.env.PATH,
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: task,
      AWS_LAMBDA_FUNCTION_TIMEOUT: '60',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    return await ask(child, `http://127.0.0.1:${port}/2015-03-31/functions/function/invocations`, event);
  } finally {
    if (child.pid !== undefined) killGroup(child.pid);
  }
}

async function ask(child: ChildProcess, url: string, event: string): Promise<Answer> {
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      log += chunk;
    });
  }
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetch(url, { method: 'POST', body: event });
      const body = await response.text();
      // The log of a process that exited arrives shortly after the answer.
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { status: response.status, body, log };
    } catch (error) {
      // The emulator is not listening yet.
      if (attempt > 100) throw new Error(`the emulator does not answer: ${log}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has already exited.
  }
}

/** A free port on 127.0.0.1. */
export async function freePort(): Promise<number> {
  const socket = createSocket();
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}

// A port may not be in use yet while other emulators start.
const given = new Set<number>();
