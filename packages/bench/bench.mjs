// Measures lambdazip and its alternatives; see docs/performance.md.
//
//   node bench.mjs [--handlers 40] [--rounds 5] [--quick] [--peers] [--cases a,b] [--json FILE] [--docs]
//
// --quick  finish in a minute: four handlers with small clients, one round, no cold build and no 400 handlers
// --peers  install the tools to compare with (sam, goreleaser, build-lambda-zip) in .peers/
// --json   write every measurement to a file
// --docs   write the tables to docs/performance.md
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, present, timed } from './measure.mjs';
import { measureMulticall } from './multicall.mjs';
import { measureParts } from './parts.mjs';
import { installPeers, peersIn } from './peers.mjs';
import { markdown } from './report.mjs';
import { sidesOf } from './sides.mjs';

const { values: options } = parseArgs({
  options: {
    handlers: { type: 'string' },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    cases: { type: 'string' },
    json: { type: 'string' },
    docs: { type: 'boolean', default: false },
  },
});
const handlers = Number(options.handlers ?? (options.quick ? 4 : 40));
const rounds = Number(options.rounds ?? (options.quick ? 1 : 5));
const all = ['unchanged', 'handler', 'shared', 'cold', 'start', 'memory', 'linear', 'parts', 'multicall'];
const wanted =
  options.cases?.split(',') ?? (options.quick ? ['unchanged', 'handler', 'shared', 'start'] : all);
for (const name of wanted) {
  if (!all.includes(name)) throw new Error(`unknown case ${name}; valid cases: ${all.join(', ')}`);
}
for (const [program, probe] of [
  ['go', ['version']],
  ['bash', ['--version']],
  ['zip', ['-v']],
  ['sha256sum', ['--version']],
]) {
  if (!present(program, probe)) throw new Error(`${program} not found on PATH; the benchmark needs it`);
}

const cli = fileURLToPath(new URL('../cli/dist/bin.js', import.meta.url));
const peersDirectory = fileURLToPath(new URL('.peers/', import.meta.url));
if (options.peers) installPeers(peersDirectory);

const root = mkdtempSync(join(tmpdir(), 'lambdazip-bench-'));
process.once('SIGINT', () => process.exit(130));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));

const say = (text) => console.error(text);
const results = {
  machine: {
    processors: availableParallelism(),
    node: process.version,
    go: version('go', ['env', 'GOVERSION']),
    zip: version('zip', ['-v']).match(/Zip [\d.]+/)?.[0] ?? 'zip',
  },
  handlers,
  rounds,
  cases: {},
};

const size = { handlers, isLight: options.quick };
const sides = sidesOf(root, size, {
  processors: availableParallelism(),
  peers: options.quick ? undefined : peersIn(peersDirectory),
});
// Modules are downloaded once, before anything is measured.
timed(['go', 'mod', 'download'], { cwd: sides[0].project.cwd });

const buildCases = ['unchanged', 'handler', 'shared'].filter((name) => wanted.includes(name));
const coldRounds = wanted.includes('cold') ? Math.ceil(rounds / 2) : 0;
measureCold();
if (!wanted.includes('cold')) for (const side of sides) side.cases.cold();
measureSizes();
for (const name of buildCases) measureChanges(name);
if (wanted.includes('memory')) measureMemory();
if (wanted.includes('start')) measureStart();
if (wanted.includes('parts')) results.parts = await measureParts(sides[0], say);
if (wanted.includes('linear')) measureLinear();
if (wanted.includes('multicall')) {
  const sizes = {
    handlers,
    rounds,
    starts: 200,
    isLight: options.quick,
    wanted: ['build', 'start', 'start200'],
  };
  results.multicall = await measureMulticall(join(root, 'multicall'), sizes, say);
}

const text = markdown(results);
console.log(text);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
if (options.docs) {
  const file = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
  const parts = readFileSync(file, 'utf8').split(/(?<=<!-- bench:begin -->\n)[\s\S]*(?=<!-- bench:end -->)/);
  if (parts.length !== 2) throw new Error('docs/performance.md has no markers for the tables');
  writeFileSync(file, parts.join(`\n${text}\n`));
}

/** Runs all sides in turn, each with only the downloaded modules. */
function measureCold() {
  for (let round = 1; round <= coldRounds; round += 1) {
    for (const side of sides) {
      if (round > 1 && isPeer(side)) continue;
      side.clear();
      record('cold', side, round);
    }
  }
}

/** Runs all sides in turn, each with its own change. */
function measureChanges(name) {
  // lambdazip does not trust files until their timestamps have settled.
  if (name === 'unchanged') {
    timed(['sleep', '4']);
    sides[0].cases.unchanged();
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const side of sides) {
      if (isPeer(side) && (round > 1 || (side.slow && name !== 'unchanged'))) continue;
      if (name === 'handler') side.project.changeHandler();
      if (name === 'shared') side.project.changeShared();
      record(name, side, round);
    }
  }
}

/** Peers build every function each time, whatever changed. A round takes minutes, so one is enough. */
function isPeer(side) {
  return sides.indexOf(side) >= 2;
}

function measureSizes() {
  const dist = join(sides[0].project.cwd, 'dist');
  const reports = zips(dist);
  results.zipSize = reports.reduce((sum, path) => sum + statSync(path).size, 0);
}

function zips(directory) {
  const count = Math.ceil(handlers / 20);
  return Array.from({ length: count }, (_, index) =>
    join(directory, `part${String(index).padStart(2, '0')}.zip`),
  );
}

/** Measures the peak memory of a build whose archives are close to Lambda's limit of 250 MB. */
function measureMemory() {
  const [side] = sides;
  side.clear();
  // The first build fills go's cache, so that the second only packs.
  side.cases.cold();
  rmSync(join(side.project.scratch, 'cache'), { recursive: true });
  rmSync(join(side.project.cwd, 'dist'), { recursive: true });
  const peak = Number(readFileSync(side.peakMemory(), 'utf8')) * 1024;
  results.cases.memory = { peak, zipSize: results.zipSize, ratio: peak / results.zipSize };
  say(`memory: ${(peak / 1e6).toFixed(0)} MB, ${(peak / results.zipSize).toFixed(2)} times the zips`);
}

function measureStart() {
  const calls = { node: ['-e', '0'], version: [cli, '--version'], help: [cli, '--help'] };
  const times = { node: [], version: [], help: [] };
  for (let round = 0; round < 8 * Math.max(rounds, 3); round += 1) {
    for (const [name, argv] of Object.entries(calls))
      times[name].push(timed([process.execPath, ...argv]).wall);
  }
  const base = median(times.node);
  results.cases.start = {
    node: base,
    version: median(times.version),
    help: median(times.help),
    ratio: Math.max(median(times.version), median(times.help)) / base,
  };
  say(`start: ratio ${results.cases.start.ratio.toFixed(2)}`);
}

/** Ten times the handlers must cost at most ten times as much. */
function measureLinear() {
  const measure = (count) => {
    const [side] = sidesOf(
      join(root, `linear-${count}`),
      { ...size, handlers: count },
      { processors: availableParallelism() },
    );
    side.cases.cold();
    timed(['sleep', '4']);
    side.cases.unchanged();
    const times = Array.from({ length: rounds }, () => side.cases.unchanged().wall);
    side.clear();
    return median(times);
  };
  const [small, large] = [measure(handlers), measure(handlers * 10)];
  results.cases.linear = { handlers, small, large, ratio: large / (10 * small) };
  say(`linear: ${small.toFixed(2)} s for ${handlers}, ${large.toFixed(2)} s for ${handlers * 10}`);
}

function record(name, side, round) {
  if (side.isLeftOut) return;
  let time;
  try {
    time = side.cases[name]();
  } catch (error) {
    // A peer that fails does not affect the others.
    if (!isPeer(side)) throw error;
    side.isLeftOut = true;
    say(`skipping ${side.name}: ${error.message}`);
    return;
  }
  results.cases[name] ??= {};
  results.cases[name][side.name] ??= [];
  results.cases[name][side.name].push(time);
  say(`${name}, round ${round}, ${side.name}: ${time.wall.toFixed(2)} s, ${time.cpu.toFixed(2)} s CPU`);
}

function version(program, argv) {
  const file = join(root, 'version');
  timed(['bash', '-c', `"$0" "$@" > '${file}'`, program, ...argv]);
  return readFileSync(file, 'utf8').trim();
}
