import { join } from 'pathe';
import type { FileSystem } from '../src/ports/file-system.js';
import type { ProcessRunner } from '../src/ports/process-runner.js';
import { fakeGo } from './fake-go.js';
import { actionIdOf, linkedProgram } from './linked-program.js';

/**
 * A fake go command that links like the real one: the program is determined by the sources of the package, the target
 * and the flags. A file with the right build ID is kept, whatever else it contains; linked programs are moved to their
 * paths; a file that is not a program is not overwritten.
 */
export function linkingGo(
  fileSystem: () => FileSystem,
  linked: (path: string) => void = () => undefined,
): ProcessRunner {
  const go = fakeGo(fileSystem);
  return {
    run: async (command) => {
      if (command.argv[1] !== 'build') return await go.run(command);
      command.signal?.throwIfAborted();
      const files = fileSystem();
      const { argv, environment, workingDirectory } = command;
      const output = argv[argv.indexOf('-o') + 1] ?? '';
      const separator = argv.indexOf('--');
      const flags = argv.filter(
        (_, index) => index < separator && argv[index - 1] !== '-o' && argv[index] !== '-o',
      );
      const complaints: string[] = [];
      for (const target of argv.slice(separator + 1)) {
        const directory = join(workingDirectory, target);
        const sources: string[] = [];
        for (const { name } of await files.readDirectory(directory)) {
          sources.push(name, new TextDecoder().decode(await files.readFile(`${directory}/${name}`)));
        }
        const { GOARCH = '', CGO_ENABLED = '' } = environment;
        const action = JSON.stringify([GOARCH, CGO_ENABLED, flags.slice(1), sources]);
        const path = `${output}${target.split('/').at(-1)}`;
        const there = await files.lstat(path);
        if (there?.kind === 'directory') {
          complaints.push(`go: build output "${path}" already exists and is a directory`);
          continue;
        }
        if (there !== undefined) {
          const start = Buffer.from(await files.readStart(path, 4096)).toString('latin1');
          if (start !== '' && !start.startsWith('\x7fELF')) {
            complaints.push(`go: build output "${path}" already exists and is not an object file`);
            continue;
          }
          if (start.includes(`${actionIdOf(action)}/`)) {
            await files.touch(path);
            continue;
          }
        }
        // Long and varied enough to differ at every deflate level.
        const words = Array.from({ length: 400 }, (_, index) =>
          actionIdOf(`${action} ${(index * index) % 97}`),
        );
        const work = join(environment.GOTMPDIR ?? '/tmp', `a.out-${linkedCount++}`);
        const machine = GOARCH === 'arm64' ? 183 : 62;
        await files.writeFile(work, linkedProgram(words.join(' '), { machine, action }));
        await files.rename(work, path);
        linked(path);
        // Linking takes time, during which linked programs are packed.
        for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
      if (complaints.length === 0)
        return { exitCode: 0, killedBy: null, standardOutput: '', standardError: '' };
      return { exitCode: 1, killedBy: null, standardOutput: '', standardError: complaints.join('\n') };
    },
  };
}

let linkedCount = 0;
