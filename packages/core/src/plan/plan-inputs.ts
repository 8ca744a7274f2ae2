import { join } from 'pathe';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { listedPart } from '../go/go-source.js';
import { type FileInfo, type FileSystem, fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import type { Command } from '../ports/process-runner.js';

/** A file system access or command that planning made. */
interface Question {
  /** A path, or the words of a command, to report if the answer is different later. */
  readonly subject: string;
  readonly answer: string;
  readonly ask: (signal: AbortSignal | undefined) => Promise<string>;
}

/** Number of questions asked at the same time. */
const batch = 64;
/** Milliseconds. */
const day = 24 * 60 * 60 * 1000;

/**
 * The inputs of a plan: every access that planning makes through {@link PlanInputs.host}, with its result. As long as
 * the results are the same, planning returns the same plan.
 *
 * Files that go reads are not recorded. Commands of go are run again, except the slow one, `go list -find` for
 * directories: its result follows from module files, the names in those directories, and the text of their Go files
 * before the first declaration.
 */
export class PlanInputs {
  /** The recording host to plan on. */
  readonly host: Host;
  readonly #machine: Host;
  readonly #questions = new Map<string, Question>();

  constructor(machine: Host) {
    this.#machine = machine;
    this.host = {
      ...machine,
      fileSystem: this.#asking(machine.fileSystem),
      processes: { run: (command) => this.#run(command) },
    };
    // Runtimes are deprecated on a date.
    const today = async () => String(Math.floor(machine.clock.now() / day));
    this.#note('today', {
      subject: 'the date',
      answer: String(Math.floor(machine.clock.now() / day)),
      ask: today,
    });
  }

  /** The subjects whose results have changed, sorted; empty if the plan is still the same. */
  async changes(signal?: AbortSignal): Promise<readonly string[]> {
    const changed = new Set<string>();
    const questions = [...this.#questions.values()];
    for (let at = 0; at < questions.length; at += batch) {
      signal?.throwIfAborted();
      await Promise.all(
        questions.slice(at, at + batch).map(async ({ subject, answer, ask }) => {
          if ((await ask(signal)) !== answer) changed.add(subject);
        }),
      );
    }
    return [...changed].sort();
  }

  // Keep the first result: if a later one differs, the next check finds it.
  #note(name: string, question: Question): void {
    if (!this.#questions.has(name)) this.#questions.set(name, question);
  }

  #asking(fileSystem: FileSystem): FileSystem {
    return new Proxy(fileSystem, {
      get: (target, name: keyof FileSystem) => {
        const original = target[name] as (...values: readonly unknown[]) => Promise<unknown>;
        const read = answers[name];
        if (read === undefined) return original;
        return async (...values: readonly unknown[]) => {
          const key = JSON.stringify([name, ...values]);
          const noteAnswer = (answer: string): void =>
            this.#note(key, {
              subject: String(values[0]),
              answer,
              ask: () => settled(async () => read(await original(...values))),
            });
          try {
            const value = await original(...values);
            noteAnswer(read(value));
            return value;
          } catch (error) {
            noteAnswer(errorText(error));
            throw error;
          }
        };
      },
    });
  }

  async #run(command: Command): ReturnType<Host['processes']['run']> {
    // Before go reads them: a change in between is found by the next check.
    const isKnown = await this.#noteListedFiles(command);
    const result = await this.#machine.processes.run(command);
    if (isKnown) return result;
    const { signal: _, ...rest } = command;
    this.#note(JSON.stringify(['run', command.argv, command.workingDirectory, command.environment]), {
      subject: command.argv.slice(0, 2).join(' ').replace(/^.*\//, ''),
      answer: resultText(result),
      ask: async (signal) => resultText(await this.#machine.processes.run({ ...rest, signal })),
    });
    return result;
  }

  /** Records what determines the result of `go list -find`; false if other files may affect it. */
  async #noteListedFiles({ argv, workingDirectory, environment }: Command): Promise<boolean> {
    const at = argv.indexOf('--');
    const patterns = argv.slice(at + 1);
    if (argv[1] !== 'list' || at === -1 || !argv.slice(0, at).includes('-find')) return false;
    if (environment.GOWORK !== 'off' || !patterns.every(isDirectoryOrFile)) return false;
    const { fileSystem } = this.host;
    const modules = await fileSystem.readFile(join(workingDirectory, 'go.mod')).catch(() => new Uint8Array());
    // Files of a module that replaces another one count too.
    if (/=>\s*["`]?(\.|\/|\\|[A-Za-z]:)/.test(new TextDecoder().decode(modules))) return false;
    for (const name of ['go.sum', 'vendor/modules.txt']) {
      await fileSystem.readFile(join(workingDirectory, name)).catch(() => undefined);
    }
    const directories = patterns.map((path) => join(workingDirectory, path.replace(/[^/]+\.go$/, '.')));
    for (const directory of new Set(directories)) {
      const entries = await fileSystem.readDirectory(directory).catch(() => []);
      await Promise.all(
        entries
          .filter(({ name }) => name.endsWith('.go'))
          .map(({ name }) => this.#noteGoFile(`${directory}/${name}`)),
      );
    }
    return true;
  }

  async #noteGoFile(path: string): Promise<void> {
    const ask = () =>
      settled(async () =>
        listedPart(new TextDecoder().decode(await this.#machine.fileSystem.readFile(path))),
      );
    this.#note(JSON.stringify(['go list', path]), { subject: path, answer: await ask(), ask });
  }
}

function isDirectoryOrFile(pattern: string): boolean {
  return /^\.{1,2}(\/|$)/.test(pattern) && !pattern.includes('...');
}

const infoText = (value: unknown): string => {
  const info = value as FileInfo | undefined;
  return info === undefined ? 'nothing' : `${info.kind} ${info.owner} ${info.permissions}`;
};
const bytesText = (value: unknown): string => digestOf(value as Uint8Array);

/** The relevant part of each file system result. Operations that modify files are not recorded. */
const answers: { readonly [Name in keyof FileSystem]?: (value: unknown) => string } = {
  readFile: bytesText,
  readStart: bytesText,
  lstat: infoText,
  stat: infoText,
  isExecutable: String,
  identify: (value) => (value as Awaited<ReturnType<FileSystem['identify']>>)?.text ?? 'nothing',
  realPath: String,
  readDirectory: (value) => JSON.stringify(value),
};

async function settled(ask: () => Promise<string>): Promise<string> {
  try {
    return await ask();
  } catch (error) {
    return errorText(error);
  }
}

function errorText(error: unknown): string {
  return `error ${fileSystemErrorCode(error) ?? String(error)}`;
}

function resultText({
  exitCode,
  standardOutput,
  standardError,
}: Awaited<ReturnType<Host['processes']['run']>>): string {
  return JSON.stringify([exitCode, standardOutput, exitCode === 0 ? '' : standardError]);
}

function digestOf(bytes: Uint8Array): string {
  return hexOf(sha256Of(bytes));
}
