import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { defineConfig } from 'tsup';

const { resolve } = createRequire(import.meta.url);

export default defineConfig({
  entry: { index: 'src/index.ts', formats: 'src/formats.ts' },
  tsconfig: 'tsconfig.build.json',
  format: 'esm',
  target: 'node20',
  dts: true,
  sourcemap: true,
  clean: true,
  splitting: true,
  // Only the .wasm of the grammar's package is used; its bindings would be compiled on the user's machine by npm. The licence
  // is renamed because pnpm leaves out our own if there is a second file of the same name.
  onSuccess: async () => {
    const grammar = '@tree-sitter-grammars/tree-sitter-hcl';
    await copyFile(resolve(`${grammar}/tree-sitter-terraform.wasm`), 'dist/tree-sitter-terraform.wasm');
    await copyFile(resolve(`${grammar}/LICENSE`), 'dist/tree-sitter-terraform.copying.txt');
  },
});
