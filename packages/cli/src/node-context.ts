import { readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CliContext } from './context.js';

/** What a context is made of; the rest comes from Node. */
export interface NodeContextOptions extends Pick<CliContext, 'stdout' | 'stderr' | 'environment' | 'signal'> {
  /** An absolute path. Default: the working directory of the process. */
  readonly workingDirectory?: string;
  /** Default: that of the process. */
  readonly temporaryDirectory?: string;
}

/** A context on Node's file system and processes, with the given streams and environment. */
export function nodeContext(options: NodeContextOptions): CliContext {
  const { stdout, stderr, environment, signal, temporaryDirectory } = options;
  const temporary = temporaryDirectory === undefined ? {} : { temporaryDirectory };
  let directory: string | undefined;
  // Hundreds of diagnostics may be printed at once, most of them in the same file. The lines are only kept for one turn of the
  // event loop, because under `--watch` the file changes between builds.
  let lastRead: { readonly file: string; readonly lines: readonly string[] } | undefined;

  return {
    stdout,
    stderr,
    environment,
    signal,
    openCore: async (named) => {
      const [core, { nodeHost }] = await Promise.all([
        import('@lambdazip/core'),
        import('@lambdazip/core/host'),
      ]);
      // The working directory may have been removed; an absolute `-C` makes it unnecessary.
      const start =
        options.workingDirectory ??
        (named?.startsWith('/') ? '/' : nodeHost({ environment }).workingDirectory);
      directory = realPath(resolve(start, named ?? '.'));
      const workingDirectory = directory.replaceAll('\\', process.platform === 'win32' ? '/' : '\\');
      return { core, host: nodeHost({ ...temporary, workingDirectory, environment }) };
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
    now: () => Date.now(),
  };
}

// go reports paths with symbolic links resolved; resolve them here too, so that relative paths match.
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
