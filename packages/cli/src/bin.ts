#!/usr/bin/env node
// The only file that touches the process.
import process from 'node:process';
import { Interruption, type TextStream } from './context.js';
import { exitStatus } from './exit-status.js';
import { nodeContext } from './node-context.js';
import { erased } from './output/build-progress.js';
import { writeInternalError, writeOutputFailure } from './output/failure.js';
import { isInteractive } from './output/paint.js';
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

const context = nodeContext({
  stdout: textStream(process.stdout),
  stderr: textStream(process.stderr),
  environment,
  signal: controller.signal,
});

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    if (isInteractive(context)) context.stderr.write(erased);
    writeInternalError(error, context);
    process.exit(exitStatus.internalError);
  });
}

const status = await run(process.argv.slice(2), context);
// Stream errors are reported after the write; an empty write completes after all earlier ones.
await new Promise((done) => process.stdout.write('', done));
if (outputFailure !== undefined) writeOutputFailure(outputFailure, context);
process.exitCode = outputFailure !== undefined && status === exitStatus.done ? exitStatus.no : status;

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
