#!/usr/bin/env node
// The only file that touches the process.
import { readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { type CliContext, Interruption, type TextStream } from './context.js';
import { run } from './run.js';

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // Whoever asks twice does not want to wait for the clean-up.
    if (controller.signal.aborted) process.exit(name === 'SIGTERM' ? 143 : 130);
    controller.abort(new Interruption(name));
  });
}

// A reader that closes the pipe early, such as `head`, has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const environment: Record<string, string> = {};
for (const [name, value] of Object.entries(process.env)) {
  if (value !== undefined) environment[name] = value;
}

let directory = process.cwd();

const context: CliContext = {
  stdout: textStream(process.stdout),
  stderr: textStream(process.stderr),
  environment,
  openCore: async (named = '.') => {
    directory = realPath(resolve(named));
    const core = await import('@lambdazip/core');
    const workingDirectory = directory.replaceAll('\\', process.platform === 'win32' ? '/' : '\\');
    return { core, host: core.nodeHost({ workingDirectory }) };
  },
  readLines: (file) => {
    try {
      return readFileSync(resolve(directory, file), 'utf8').split(/\r?\n/);
    } catch {
      // A finding stands without its line.
      return undefined;
    }
  },
  signal: controller.signal,
  now: () => Date.now(),
};

process.exitCode = await run(process.argv.slice(2), context);

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
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    get columns() {
      // Some terminals say 0 where they do not know.
      return stream.columns || 80;
    },
  };
}
