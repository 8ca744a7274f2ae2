// What a build costs, against what one would use instead: a `go build` for each handler, and zip.
//
//   node bench/build.bench.mjs [handlers] [rounds]
//
// The project is made for the run: handlers of net/http and encoding/json that share a package. go's cache is
// warm; both sides build for arm64, stripped, with the same tags.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { build, nodeHost } from '../dist/index.js';

const handlers = Number(process.argv[2] ?? 20);
const rounds = Number(process.argv[3] ?? 3);
const directory = mkdtempSync(join(tmpdir(), 'lambdazip-bench-'));
const names = Array.from({ length: handlers }, (_, index) => `handler${String(index).padStart(3, '0')}`);
const zips = spawnSync('zip', ['-v']).status === 0;

const write = (path, text) => {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
};
const writeShared = (version) => write('shared/shared.go', `package shared\n\nconst Version = ${version}\n`);
const writeHandler = (name, version) =>
  write(
    `cmd/${name}/main.go`,
    `package main

import (
	"encoding/json"
	"net/http"

	"example.com/bench/shared"
)

func main() {
	http.HandleFunc("/${name}", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode([]int{${version}, shared.Version})
	})
	http.ListenAndServe("127.0.0.1:0", nil)
}
`,
  );

const host = nodeHost({ workingDirectory: directory.replaceAll('\\', '/') });

async function withLambdazip() {
  await build({ cache: join(directory, 'cache') }, host);
}

async function byHand() {
  const env = { ...process.env, GOFLAGS: '', GOOS: 'linux', GOARCH: 'arm64', CGO_ENABLED: '0' };
  for (const name of names) {
    const flags = ['-trimpath', '-tags', 'lambda.norpc', '-ldflags', '-s -w', '-o', `out/bin/${name}`];
    execFileSync('go', ['build', ...flags, `./cmd/${name}`], { cwd: directory, env });
  }
  if (zips)
    execFileSync('zip', ['-q', '-r', '-FS', '../by-hand.zip', 'bin'], { cwd: join(directory, 'out') });
}

let version = 1;
const changes = [
  ['nothing changed', () => undefined],
  ['one handler changed', () => writeHandler(names[0], ++version)],
  ['the shared package changed', () => writeShared(++version)],
];

try {
  write('go.mod', 'module example.com/bench\n\ngo 1.21\n');
  write('lambdazip.json', JSON.stringify({ handlers: { 'bin/*': './cmd/*' } }));
  writeShared(1);
  for (const name of names) writeHandler(name, 1);
  await withLambdazip();
  await byHand();

  const other = `${handlers} go builds${zips ? ' and zip' : ' (there is no zip here: packing is not counted)'}`;
  console.log(`${handlers} handlers, arm64, ${rounds} rounds in turns; medians in seconds\n`);
  console.log(`${'what changed'.padEnd(28)}  lambdazip  ${other}  ratio`);
  for (const [title, change] of changes) {
    const times = { ours: [], theirs: [] };
    for (let round = 0; round < rounds; round += 1) {
      // Each side finds its own change, so that neither profits from what the other compiled.
      change();
      times.ours.push(await seconds(withLambdazip));
      change();
      times.theirs.push(await seconds(byHand));
      await withLambdazip();
    }
    const [ours, theirs] = [median(times.ours), median(times.theirs)];
    const row = [
      ours.toFixed(2).padStart(9),
      theirs.toFixed(2).padStart(other.length),
      (ours / theirs).toFixed(2),
    ];
    console.log(`${title.padEnd(28)}  ${row.join('  ')}`);
  }
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
