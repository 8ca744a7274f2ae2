import { dirname, join } from 'pathe';
import type { FileSystem } from '../src/ports/file-system.js';
import type { Command, ProcessResult, ProcessRunner } from '../src/ports/process-runner.js';

/** A fake go command for tests of logic. It lists packages by reading the files; results can be overridden. */
export interface FakeGo extends ProcessRunner {
  /** Every invocation, in order. */
  readonly calls: readonly Command[];
}

export interface FakeGoOptions {
  readonly version?: string;
  /** Variables of `go env`, in addition to GOVERSION. */
  readonly env?: Readonly<Record<string, string>>;
  /** Overrides the result of an invocation; undefined falls back to the fake. */
  readonly answer?: (command: Command) => Partial<ProcessResult> | undefined;
}

export function fakeGo(fileSystem: () => FileSystem, options: FakeGoOptions = {}): FakeGo {
  const calls: Command[] = [];
  return {
    calls,
    run: async (command) => {
      command.signal?.throwIfAborted();
      calls.push(command);
      const done = { exitCode: 0, killedBy: null, standardOutput: '', standardError: '' };
      const told = options.answer?.(command);
      if (told !== undefined) return { ...done, ...told };
      const [, verb] = command.argv;
      if (verb === 'env') {
        const variables = { GOVERSION: `go${options.version ?? '1.26.8'}`, GOPROXY: 'proxy', ...options.env };
        return { ...done, standardOutput: JSON.stringify(variables) };
      }
      if (verb === 'mod' || verb === 'work') return { ...done, standardOutput: '{}' };
      if (verb === 'list') return { ...done, standardOutput: await list(command, fileSystem()) };
      return done;
    },
  };
}

// Packages are `./dir` in the module where go is run; the text after `package ` in a file is the name.
async function list(command: Command, fileSystem: FileSystem): Promise<string> {
  const patterns = command.argv.slice(command.argv.indexOf('--') + 1);
  const answers: string[] = [];
  const files = patterns.filter((pattern) => pattern.endsWith('.go'));
  const targets = files.length > 0 ? [dirname(files[0] ?? '.')] : patterns;
  const goMod = new TextDecoder().decode(await fileSystem.readFile(join(command.workingDirectory, 'go.mod')));
  const module = /^module (\S+)/m.exec(goMod)?.[1] ?? '';
  for (const pattern of targets) {
    const path = pattern.startsWith('.') ? pattern.replace(/^\.\/?/, '') : pattern.slice(module.length + 1);
    const directory = join(command.workingDirectory, path);
    const entries =
      (await fileSystem.stat(directory)) === undefined ? [] : await fileSystem.readDirectory(directory);
    const names = entries.map(({ name }) => name).filter((name) => name.endsWith('.go'));
    const [first] = names;
    if (first === undefined) {
      answers.push(
        JSON.stringify({ ImportPath: pattern, Error: { Err: `no Go files in ${directory}` } }, null, '\t'),
      );
      continue;
    }
    const text = new TextDecoder().decode(await fileSystem.readFile(`${directory}/${first}`));
    answers.push(
      JSON.stringify(
        {
          Dir: directory,
          ImportPath: files.length > 0 ? 'command-line-arguments' : [module, path].filter(Boolean).join('/'),
          Name: /^package (\w+)/m.exec(text)?.[1] ?? '',
          GoFiles: files.length > 0 ? files.map((file) => file.split('/').at(-1)) : names,
        },
        null,
        '\t',
      ),
    );
  }
  return answers.join('\n');
}
