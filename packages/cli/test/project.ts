import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { TextStream } from '../src/context.js';
import { nodeContext } from '../src/node-context.js';
import { run } from '../src/run.js';

/** The command line as users get it: the output of tsup. */
export const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

export interface Transcript {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A test's own directory, removed after the test. */
export interface Project {
  readonly directory: string;
  readonly write: (path: string, content: string) => void;
  readonly read: (path: string) => string;
  /** Runs lambdazip there, in this process. Variables are added to those of this process; undefined removes one. */
  readonly run: (
    args: readonly string[],
    variables?: Readonly<Record<string, string | undefined>>,
  ) => Promise<Transcript>;
  /** The same with the built command line in a process of its own, for what only a process can show. */
  readonly spawn: (
    args: readonly string[],
    variables?: Readonly<Record<string, string | undefined>>,
  ) => Transcript;
  /** Every file with its content and times, to check that nothing changed. */
  readonly snapshot: () => Readonly<Record<string, string>>;
}

export const goMod = 'module example.com/p\n\ngo 1.21\n';
export const mainGo = 'package main\n\nfunc main() { println("hello") }\n';

/** Two handlers without dependencies. */
export const twoHandlers: Readonly<Record<string, string>> = {
  'go.mod': goMod,
  'cmd/create/main.go': mainGo,
  'cmd/delete/main.go': mainGo.replace('hello', 'goodbye'),
  'lambdazip.json': '{ "handlers": { "bin/create": "./cmd/create", "bin/delete": "./cmd/delete" } }\n',
};

export function project(files: Readonly<Record<string, string>>): Project {
  const directory = mkdtempSync(join(tmpdir(), 'lambdazip-cli-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const made = projectIn(directory);
  for (const [path, content] of Object.entries(files)) made.write(path, content);
  return made;
}

/** Polls until a condition holds, for at most a minute. */
export async function until(condition: () => boolean, event: string): Promise<void> {
  for (let attempt = 0; !condition(); attempt += 1) {
    if (attempt > 3_000) throw new Error(`did not happen: ${event}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** An existing directory as a project. */
export function projectIn(directory: string): Project {
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  };
  return {
    directory,
    write,
    read: (path) => readFileSync(join(directory, path), 'utf8'),
    run: (args, variables = {}) => runInProcess(args, directory, environmentWith(variables)),
    spawn: (args, variables = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
        cwd: directory,
        env: environmentWith(variables),
        encoding: 'utf8',
        timeout: 100_000,
      });
      return { status, stdout, stderr };
    },
    snapshot: () =>
      Object.fromEntries(
        readdirSync(directory, { recursive: true, encoding: 'utf8' })
          .sort()
          .map((path) => [path, lstatSync(join(directory, path))] as const)
          .map(([path, info]) => [
            path,
            info.isFile() ? `${info.mtimeMs} ${readFileSync(join(directory, path), 'base64')}` : 'no file',
          ]),
      ),
  };
}

/** The variables of this process with some of them replaced, or removed if they are undefined. */
function environmentWith(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const all = { ...process.env, CI: undefined, LAMBDAZIP_CACHE_DIR: sharedCache, ...variables };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

async function runInProcess(
  args: readonly string[],
  workingDirectory: string,
  environment: Readonly<Record<string, string>>,
): Promise<Transcript> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written): TextStream => ({
    write: (text) => {
      written[name] += String(text);
    },
    isTerminal: false,
    columns: 80,
  });
  const { signal } = new AbortController();
  const [stdout, stderr] = [stream('stdout'), stream('stderr')];
  const temporaryDirectory = environment.TMPDIR ?? tmpdir();
  const context = { stdout, stderr, environment, workingDirectory, temporaryDirectory, signal };
  const status = await run(args, nodeContext(context));
  return { status, ...written };
}

// Shared by all tests, so that they reuse compiled and compressed files.
const sharedCache = join(tmpdir(), 'lambdazip-cli-cache');
