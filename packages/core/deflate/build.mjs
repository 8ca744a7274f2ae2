// Compiles the deflate encoder to WebAssembly and writes it into the sources as a constant. `--check` compares
// instead.
//
//   node deflate/build.mjs [--check] [--zig path/to/zig]
//
// The compiler is zig 0.13.0 (`pip install ziglang==0.13.0`), which produces the same bytes on any host.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const zigVersion = '0.13.0';
const here = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../src/node/deflate.generated.ts', import.meta.url));
const arguments_ = process.argv.slice(2);
const zig = arguments_.includes('--zig') ? arguments_[arguments_.indexOf('--zig') + 1] : 'zig';

const flags =
  '-target wasm32-freestanding -O3 -fno-sanitize=all -fno-builtin-memcpy -mbulk-memory -nostdlib -fno-ident ' +
  '-Wall -Wextra -Werror -Wl,--no-entry -Wl,--strip-all';

const found = execFileSync(zig, ['version'], { encoding: 'utf8' }).trim();
if (found !== zigVersion) throw new Error(`zig ${zigVersion} is needed, ${zig} is ${found}`);

const directory = mkdtempSync(join(tmpdir(), 'lambdazip-deflate-'));
try {
  const output = join(directory, 'deflate.wasm');
  // The source path is relative, so that the compiler never sees a directory of this machine.
  execFileSync(zig, ['cc', ...flags.split(' '), '-o', output, 'deflate.c'], {
    cwd: here,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: directory, ZIG_LOCAL_CACHE_DIR: directory },
  });
  const text = render(readFileSync(output));
  if (!arguments_.includes('--check')) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) {
    throw new Error('deflate.generated.ts is not what the source gives; run node deflate/build.mjs');
  }
} finally {
  rmSync(directory, { recursive: true });
}

function render(bytes) {
  const lines = bytes.toString('base64').match(/.{1,100}/g) ?? [];
  return `// Made by deflate/build.mjs from deflate/deflate.c; do not edit.

/** The deflate encoder as WebAssembly: ${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}. */
export const deflateModule = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
}
