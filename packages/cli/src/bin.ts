#!/usr/bin/env node
// The only file that touches the process.
import { readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { type CliContext, Interruption, type TextStream } from './context.js';
import { exitStatus } from './exit-status.js';
import { writeInternalError, writeOutputFailure } from './output/failure.js';
import { run } from './run.js';

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // A second signal skips clean-up.
    if (controller.signal.aborted) process.exit(name === 'SIGTERM' ? 143 : 130);
    controller.abort(new Interruption(name));
  });
}

let outputFailure: Error | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that closes the pipe early, such as `head`, has seen enough.
  if (error.code !== 'EPIPE') outputFailure ??= error;
});
// The error cannot be reported anywhere; the exit status still is.
process.stderr.on('error', () => undefined);

const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  ),
);

let directory: string | undefined;
// Hundreds of diagnostics may be printed at once, most of them in the same file. The lines are only kept for one turn of the
// event loop, because under `--watch` the file changes between builds.
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
    // The working directory may have been removed; an absolute `-C` makes it unnecessary.
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
      // The diagnostic is printed without its source line.
      return undefined;
    }
  },
  signal: controller.signal,
  now: () => Date.now(),
};

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    writeInternalError(error, context);
    process.exit(exitStatus.internalError);
  });
}

const status = await run(process.argv.slice(2), context);
// Stream errors are reported after the write; an empty write completes after all earlier ones.
await new Promise((done) => process.stdout.write('', done));
if (outputFailure !== undefined) writeOutputFailure(outputFailure, context);
process.exitCode = outputFailure !== undefined && status === exitStatus.done ? exitStatus.no : status;

// go reports paths with symbolic links resolved; resolve them here too, so that relative paths match.
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
      // Some terminals report 0 columns if they do not know.
      return stream.columns || 80;
    },
  };
}
