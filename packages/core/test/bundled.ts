import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** Makes one file out of a source file and all that it imports, so that a child process can import it; gives its path. */
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
