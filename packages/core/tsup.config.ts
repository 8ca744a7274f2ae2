import { defineConfig } from 'tsup';

export default defineConfig({
  // One build with splitting: code shared by the entries is in one file, so that LambdazipError is a single class.
  entry: {
    index: 'src/index.ts',
    host: 'src/host.ts',
    internal: 'src/internal.ts',
    // Separate, so that the command line can report a usage error without loading the rest.
    printable: 'src/diagnostics/printable.ts',
    // Separate, so that the command line can list choices without loading their implementations.
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
  // The code of a command is loaded when it is used.
  splitting: true,
});
