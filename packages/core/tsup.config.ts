import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', 'deflate-worker': 'src/node/deflate-worker.ts' },
  format: 'esm',
  target: 'node20',
  dts: { entry: { index: 'src/index.ts' } },
  sourcemap: true,
  clean: true,
  // What a verb needs is loaded when it is called.
  splitting: true,
});
