#!/usr/bin/env node
// The only file that touches the process.
import { readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { type CliContext, Interruption, type TextStream } from './context.js';
import { exitStatus } from './exit-status.js';
import { writeDefect, writeOutputFailure } from './output/failure.js';
import { run } from './run.js';

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // Whoever asks twice does not want to wait for the clean-up.
    if (controller.signal.aborted) process.exit(name === 'SIGTERM' ? 143 : 130);
    controller.abort(new Interruption(name));
  });
}

let outputFailure: Error | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that closes the pipe early, such as `head`, has seen enough.
  if (error.code !== 'EPIPE') outputFailure ??= error;
});
// Nobody is left who could be informed; the exit status says how it ended.
process.stderr.on('error', () => undefined);

const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  ),
);

let directory: string | undefined;
// Hundreds of findings are printed in one go, and most are of one file. A watch prints again what has changed since.
let lastRead: { readonly file: string; readonly lines: readonly string[] } | undefined;

const context: CliContext = {
  stdout: textStream(process.stdout),
  stderr: textStream(process.stderr),
  environment,
  openCore: async (named) => {
    const [core, { nodeHost }] = await Promise.all([
      import('@lambdazip/core'),
      import('@lambdazip/core/host'),
    ]);
    // The working directory may be gone; a host that is given an absolute one does not ask for it.
    const start = named?.startsWith('/') ? '/' : nodeHost().workingDirectory;
    directory = realPath(resolve(start, named ?? '.'));
    const workingDirectory = directory.replaceAll('\\', process.platform === 'win32' ? '/' : '\\');
    return { core, host: nodeHost({ workingDirectory }) };
  },
  readLines: (file) => {
    if (file === lastRead?.file) return lastRead.lines;
    try {
      const lines = readFileSync(resolve(directory ?? '.', file), 'utf8').split(/\r?\n/);
      lastRead = { file, lines };
      setImmediate(() => {
        lastRead = undefined;
      });
      return lines;
    } catch {
      // The finding is printed without its line.
      return undefined;
    }
  },
  signal: controller.signal,
  now: () => Date.now(),
};

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    writeDefect(error, context);
    process.exit(exitStatus.defect);
  });
}

const status = await run(process.argv.slice(2), context);
// Errors of a stream come after the write; an empty one ends behind all others.
await new Promise((done) => process.stdout.write('', done));
if (outputFailure !== undefined) writeOutputFailure(outputFailure, context);
process.exitCode = outputFailure !== undefined && status === exitStatus.done ? exitStatus.no : status;

// go names files with links resolved; paths are shown relative to the same.
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function textStream(stream: NodeJS.WriteStream): TextStream {
  return {
    write: (text) => void stream.write(String(text)),
    isTerminal: stream.isTTY === true,
    get columns() {
      // Some terminals say 0 where they do not know.
      return stream.columns || 80;
    },
  };
}
