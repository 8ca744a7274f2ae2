// Builds the bootstraps and writes them into the sources as constants. `--check` compares instead.
//
//   node bootstrap/build.mjs [--check] [--zig path/to/zig]
//
// The compiler is zig 0.13.0 (`pip install ziglang==0.13.0`), which builds both on any host, with the same bytes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const zigVersion = '0.13.0';
const here = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../src/bootstrap/bootstraps.generated.ts', import.meta.url));
const arguments_ = process.argv.slice(2);
const zig = arguments_.includes('--zig') ? arguments_[arguments_.indexOf('--zig') + 1] : 'zig';

const flags = [
  '-Os -ffreestanding -nostdlib -static -fno-pie -no-pie -fno-stack-protector -fno-sanitize=all',
  '-fno-unwind-tables -fno-asynchronous-unwind-tables -fomit-frame-pointer -fno-builtin',
  // For size: the code runs once.
  '-fno-inline-functions -fno-ident',
  '-Wall -Wextra -Werror -s -Wl,--build-id=none -Wl,-z,max-page-size=65536 -Wl,-z,noexecstack',
]
  .join(' ')
  .split(' ');

/** zig's name of each architecture, and the additional flags it needs. */
const targets = {
  x86_64: { cpu: 'x86_64', own: ['-mno-red-zone', '-mno-sse'] },
  arm64: { cpu: 'aarch64', own: ['-mno-outline-atomics'] },
};

const found = execFileSync(zig, ['version'], { encoding: 'utf8' }).trim();
if (found !== zigVersion) throw new Error(`expected zig ${zigVersion}, found ${found} (${zig})`);

const directory = mkdtempSync(join(tmpdir(), 'lambdazip-bootstrap-'));
try {
  const text = render(Object.fromEntries(Object.keys(targets).map((each) => [each, compile(each)])));
  if (!arguments_.includes('--check')) {
    writeFileSync(target, text);
  } else if (readFileSync(target, 'utf8') !== text) {
    throw new Error('bootstraps.generated.ts is out of date; run node bootstrap/build.mjs');
  }
  console.log(
    text
      .split('\n')
      .filter((line) => /sha256|bytes/i.test(line))
      .join('\n'),
  );
} finally {
  rmSync(directory, { recursive: true });
}

function compile(architecture) {
  const { cpu, own } = targets[architecture];
  const output = join(directory, architecture);
  // The source path is relative, so that the compiler never sees a directory of this machine.
  execFileSync(zig, ['cc', '-target', `${cpu}-linux-none`, ...flags, ...own, '-o', output, 'bootstrap.c'], {
    cwd: here,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ZIG_GLOBAL_CACHE_DIR: directory, ZIG_LOCAL_CACHE_DIR: directory },
  });
  return readFileSync(output);
}

function render(binaries) {
  const entries = Object.entries(binaries).map(([architecture, bytes]) => {
    const lines = bytes
      .toString('base64')
      .match(/.{1,96}/g)
      .map((line) => `      '${line}',`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return `  ${architecture}: {\n    sha256: '${sha256}',\n    bytes: ${bytes.length},\n    base64: [\n${lines.join('\n')}\n    ],\n  },`;
  });
  const source = createHash('sha256')
    .update(readFileSync(join(here, 'bootstrap.c')))
    .digest('hex');
  const shell = readFileSync(join(here, 'bootstrap.sh'), 'utf8');
  return `// Made by bootstrap/build.mjs from bootstrap/bootstrap.c and bootstrap/bootstrap.sh; do not edit.

/** The native bootstrap for each architecture: a static ELF file. */
export const nativeBinaries = {
${entries.join('\n')}
} as const;

/** The SHA-256 of the bootstrap.c that they were made from. */
export const nativeSourceSha256 = '${source}';

/** The shell bootstrap. */
export const shellScript = ${JSON.stringify(shell)};
`;
}
