import { defineConfig } from 'tsup';

export default defineConfig({
  // One build with splitting: what the entries share is in one file, so that LambdazipError is one class.
  entry: {
    index: 'src/index.ts',
    host: 'src/host.ts',
    internal: 'src/internal.ts',
    // Apart, so that the command line can report a mistake in a call without loading the rest.
    printable: 'src/diagnostics/printable.ts',
    // Apart, so that the command line can list choices without loading what reads and writes them.
    choices: 'src/choices.ts',
    'deflate-worker': 'src/node/deflate-worker.ts',
  },
  format: 'esm',
  target: 'node20',
  dts: {
    entry: {
      index: 'src/index.ts',
      host: 'src/host.ts',
      internal: 'src/internal.ts',
      choices: 'src/choices.ts',
      printable: 'src/diagnostics/printable.ts',
    },
  },
  sourcemap: true,
  clean: true,
  // What a verb needs is loaded when it is called.
  splitting: true,
});
