// Measures verification, compared with doing it by hand: testing with unzip, or building everything again.
//
//   node verify.mjs [handlers] [rounds]
//
// The project is generated: handlers with net/http and encoding/json. Both sides of a rebuild start with an empty go build
// cache, and compile for arm64, stripped, with the same tags.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { build, verify } from '@lambdazip/core';
import { nodeHost } from '@lambdazip/core/host';

const handlers = Number(process.argv[2] ?? 10);
const rounds = Number(process.argv[3] ?? 3);
const directory = mkdtempSync(join(tmpdir(), 'lambdazip-bench-'));
const names = Array.from({ length: handlers }, (_, index) => `handler${String(index).padStart(3, '0')}`);
const zip = join(directory, 'dist/lambda.zip');

const write = (path, text) => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
};

const host = nodeHost({ workingDirectory: directory.replaceAll('\\', '/') });
const check = async (options) => {
  const { verdict } = await verify({ file: 'dist/lambda.zip', ...options, host });
  if (verdict !== 'same') throw new Error('the archive does not match its sources');
};

const cases = [
  {
    title: 'canonical',
    other: 'unzip -t',
    ours: () => check({}),
    theirs: () => execFileSync('unzip', ['-t', '-qq', zip]),
  },
  {
    title: 'rebuild, cold',
    other: 'go build, cold, and zip',
    ours: () => check({ manifest: 'lambdazip.json' }),
    theirs: () => byHand(mkdtempSync(join(directory, 'go-build-'))),
  },
  {
    title: 'rebuild, --fast',
    other: 'go build, warm, and zip',
    ours: () => check({ manifest: 'lambdazip.json', fast: true }),
    theirs: () => byHand(undefined),
  },
];

function byHand(cache) {
  const env = { ...process.env, GOFLAGS: '', GOOS: 'linux', GOARCH: 'arm64', CGO_ENABLED: '0' };
  const out = mkdtempSync(join(directory, 'out-'));
  const flags = ['-trimpath', '-buildvcs=false', '-tags', 'lambda.norpc', '-ldflags', '-s -w -B none'];
  execFileSync('go', ['build', ...flags, '-o', `${out}/`, './cmd/...'], {
    cwd: directory,
    env: cache === undefined ? env : { ...env, GOCACHE: cache },
  });
  execFileSync('zip', ['-q', '-r', 'by-hand.zip', '.'], { cwd: out });
  rmSync(out, { recursive: true });
  if (cache !== undefined) rmSync(cache, { recursive: true });
}

try {
  if (spawnSync('zip', ['-v']).status !== 0 || spawnSync('unzip', ['-v']).status !== 0) {
    throw new Error('zip and unzip not found on PATH; the benchmark needs them');
  }
  write('go.mod', 'module example.com/bench\n\ngo 1.21\n');
  write('lambdazip.json', JSON.stringify({ handlers: { 'bin/*': './cmd/*' } }));
  for (const name of names) {
    write(
      `cmd/${name}/main.go`,
      `package main

import (
	"encoding/json"
	"net/http"
)

func main() {
	http.HandleFunc("/${name}", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode([]int{1})
	})
	http.ListenAndServe("127.0.0.1:0", nil)
}
`,
    );
  }
  const report = await build({ cache: join(directory, 'cache'), host });
  const [archive] = report.archives;
  const size = ((archive?.unzippedSize ?? 0) / 1024 / 1024).toFixed(0);
  console.log(
    `${handlers} handlers, ${size} MiB unzipped; medians of ${rounds} interleaved rounds, in seconds\n`,
  );
  console.log(`${'verify'.padEnd(16)}  lambdazip  ${'compared with'.padEnd(24)}  seconds  ratio`);
  for (const { title, other, ours, theirs } of cases) {
    const times = { ours: [], theirs: [] };
    for (let round = 0; round < rounds; round += 1) {
      times.ours.push(await seconds(ours));
      times.theirs.push(await seconds(theirs));
    }
    const [mine, its] = [median(times.ours), median(times.theirs)];
    const row = [
      mine.toFixed(2).padStart(9),
      other.padEnd(24),
      its.toFixed(2).padStart(7),
      (mine / its).toFixed(2).padStart(5),
    ];
    console.log(`${title.padEnd(16)}  ${row.join('  ')}`);
  }
  if (readFileSync(zip).length !== archive?.size) throw new Error('a verification changed the archive');
} finally {
  rmSync(directory, { recursive: true });
}

async function seconds(action) {
  const started = performance.now();
  await action();
  return (performance.now() - started) / 1000;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
