import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** Bundles a source file with its imports into one file that a child process can import, and returns its path. */
export async function bundled(source: URL, outDir: string): Promise<string> {
  await build({
    entry: { bundle: fileURLToPath(source) },
    outDir,
    format: 'esm',
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    noExternal: [/.*/],
    config: false,
    dts: false,
    clean: false,
    silent: true,
  });
  return `${outDir}/bundle.mjs`;
}
