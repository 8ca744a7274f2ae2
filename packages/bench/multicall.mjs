// Measures the layout multicall against binaries, with the same handlers: builds, sizes, and the time until a program calls the
// Runtime API. Each side has its own project, GOCACHE and cache.
//
//   node multicall.mjs [--handlers 40] [--rounds 3] [--starts 200] [--quick] [--cases build,start,start200]
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, timed } from './measure.mjs';
import { makeWorkload } from './workload.mjs';

const cli = fileURLToPath(new URL('../cli/dist/bin.js', import.meta.url));

/** Upper bounds of multicall relative to binaries. */
const bounds = { cold: 0.9, unchanged: 1.7, handler: 1.5, shared: 0.35, size: 0.05, start: 1.1 };

const titles = {
  cold: 'cold, empty caches',
  unchanged: 'nothing changed',
  handler: 'one handler changed',
  shared: 'a shared package changed',
};

function sideOf(root, name, { handlers, isLight }, architecture, usesOwnCache = true) {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true });
  const project = makeWorkload(join(directory, 'project'), handlers, isLight);
  const manifest = join(project.directory, 'lambdazip.json');
  if (name === 'multicall') {
    const all = Object.fromEntries(project.names.map((each) => [`bin/${each}`, `./cmd/${each}`]));
    writeFileSync(manifest, JSON.stringify({ layout: 'multicall', architecture, handlers: all }));
  }
  const caches = { go: join(directory, 'go-build'), own: join(directory, 'cache') };
  const env = { GOFLAGS: '', ...(usesOwnCache ? { GOCACHE: caches.go } : {}) };
  const dist = join(project.directory, 'dist');
  return {
    name,
    project,
    dist,
    times: { cold: [], unchanged: [], handler: [], shared: [] },
    build: () =>
      timed([process.execPath, cli, 'build', '--quiet', '--cache-dir', caches.own], {
        cwd: project.directory,
        env,
      }),
    clear: () => {
      for (const path of [caches.go, caches.own, dist]) rmSync(path, { recursive: true, force: true });
    },
    zipSize: () =>
      readdirSync(dist)
        .filter((file) => file.endsWith('.zip'))
        .reduce((sum, file) => sum + statSync(join(dist, file)).size, 0),
  };
}

/** Builds both sides in turn: cold, unchanged, with one changed handler, and with a changed shared package. */
function measureBuilds(sides, rounds, say) {
  const step = (name, side, round, change = () => undefined) => {
    change();
    const time = side.build();
    side.times[name].push(time.wall);
    say(`${name}, round ${round}, ${side.name}: ${time.wall.toFixed(2)} s`);
  };
  for (let round = 1; round <= Math.ceil(rounds / 2); round += 1) {
    for (const side of sides) step('cold', side, round, side.clear);
  }
  // lambdazip does not trust files until their timestamps have settled.
  timed(['sleep', '4']);
  for (const side of sides) side.build();
  for (let round = 1; round <= rounds; round += 1) {
    for (const side of sides) step('unchanged', side, round);
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const side of sides) step('handler', side, round, side.project.changeHandler);
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const side of sides) step('shared', side, round, side.project.changeShared);
  }
}

/** The first file of a zip with that name, extracted. */
function extracted(zip, name, directory) {
  mkdirSync(directory, { recursive: true });
  const { status, stderr } = spawnSync('unzip', ['-oq', zip, name, '-d', directory], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`unzip ${zip}: ${stderr}`);
  const path = join(directory, name);
  chmodSync(path, 0o755);
  return path;
}

/**
 * Milliseconds from the start of each program to its first call of the Runtime API: medians of interleaved rounds.
 *
 * @param isCold remove the program from the page cache before each start
 */
async function measureStarts(programs, starts, isCold) {
  let received = () => undefined;
  const server = createServer(() => received(process.hrtime.bigint()));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const times = programs.map(() => []);
  try {
    for (let round = isCold ? 0 : -5; round < starts; round += 1) {
      for (const [index, { path, handler }] of programs.entries()) {
        if (isCold) spawnSync('dd', [`of=${path}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0']);
        const call = new Promise((resolve) => {
          received = resolve;
        });
        const started = process.hrtime.bigint();
        const child = spawn(path, [], {
          stdio: 'ignore',
          env: {
            _HANDLER: handler,
            AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
            AWS_LAMBDA_FUNCTION_NAME: 'f',
            LAMBDA_TASK_ROOT: '/var/task',
          },
        });
        const ended = new Promise((_, reject) => {
          child.once('exit', (status) => reject(new Error(`${path} exited with status ${status}`)));
        });
        const first = await Promise.race([call, ended]);
        ended.catch(() => undefined);
        child.kill('SIGKILL');
        await ended.catch(() => undefined);
        if (round >= 0) times[index].push(Number(first - started) / 1e6);
      }
    }
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return times.map(median);
}

/** The programs of one handler without and one with clients: each on its own, and in the program with all handlers. */
function startPrograms(root, size, architecture) {
  const [binaries, multicall] = ['binaries', 'multicall'].map((name) =>
    sideOf(join(root, `start-${size.handlers}`), name, size, architecture, false),
  );
  const { names } = binaries.project;
  const chosen = [names[3], names[0]];
  // The programs of the other handlers are not needed.
  const own = Object.fromEntries(chosen.map((name) => [`bin/${name}`, `./cmd/${name}`]));
  writeFileSync(
    join(binaries.project.directory, 'lambdazip.json'),
    JSON.stringify({ architecture, handlers: own }),
  );
  for (const side of [binaries, multicall]) side.build();
  const zip = (side) => join(side.dist, 'lambda.zip');
  const all = extracted(zip(multicall), 'bootstrap', join(root, `all-${size.handlers}`));
  const cases = chosen.map((name) => ({
    handler: `bin/${name}`,
    own: extracted(zip(binaries), `bin/${name}`, join(root, `own-${size.handlers}`)),
    all,
  }));
  const remove = () => {
    for (const side of [binaries, multicall]) side.clear();
  };
  return { cases, remove };
}

/** Measures, and returns the lines of a Markdown report. */
export async function measureMulticall(root, { handlers, rounds, starts, isLight, wanted }, say) {
  const lines = [];
  if (wanted.includes('build')) {
    const sides = ['binaries', 'multicall'].map((name) => sideOf(root, name, { handlers, isLight }, 'arm64'));
    timed(['go', 'mod', 'download'], { cwd: sides[0].project.directory });
    measureBuilds(sides, rounds, say);
    const [binaries, multicall] = sides;
    const names = Object.keys(titles);
    const ratio = (name) => median(multicall.times[name]) / median(binaries.times[name]);
    const row = ({ name, times }) =>
      `| ${name} | ${names.map((each) => `${median(times[each]).toFixed(2)} s`).join(' | ')} | ${(sideSize(name) / 1e6).toFixed(1)} MB |`;
    const sizes = { binaries: binaries.zipSize(), multicall: multicall.zipSize() };
    const sideSize = (name) => sizes[name];
    lines.push(
      `| ${handlers} handlers, arm64 | ${names.map((name) => titles[name]).join(' | ')} | zips |`,
      `| --- | ${names.map(() => '---:').join(' | ')} | ---: |`,
      ...sides.map(row),
      `| multicall relative to binaries | ${names.map((name) => ratio(name).toFixed(2)).join(' | ')} | ${(sizes.multicall / sizes.binaries).toFixed(3)} |`,
      `| upper bound | ${names.map((name) => bounds[name].toFixed(2)).join(' | ')} | ${bounds.size.toFixed(3)} |`,
      '',
    );
    for (const side of sides) side.clear();
  }
  const counts = [
    ...(wanted.includes('start') ? [handlers] : []),
    ...(wanted.includes('start200') ? [handlers * 5] : []),
  ];
  if (counts.length === 0 || process.platform !== 'linux') return lines;
  lines.push(
    `| exec to the first call of the Runtime API, medians of ${starts} | on its own | in one program | ratio | upper bound |`,
    '| --- | ---: | ---: | ---: | ---: |',
  );
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  for (const count of counts) {
    const { cases, remove } = startPrograms(root, { handlers: count, isLight }, architecture);
    for (const isCold of [false, true]) {
      for (const [index, { handler, own, all }] of cases.entries()) {
        const programs = [
          { path: own, handler },
          { path: all, handler },
        ];
        const [apart, inside] = await measureStarts(
          programs,
          isCold ? Math.ceil(starts / 4) : starts,
          isCold,
        );
        const what = `${count} handlers, ${index === 0 ? 'without clients' : 'with clients'}${isCold ? ', not in the page cache' : ''}`;
        const bound = isCold || count !== handlers ? '' : bounds.start.toFixed(2);
        lines.push(
          `| ${what} | ${apart.toFixed(1)} ms | ${inside.toFixed(1)} ms | ${(inside / apart).toFixed(2)} | ${bound} |`,
        );
        say(lines.at(-1));
      }
    }
    remove();
  }
  return lines;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      handlers: { type: 'string', default: '40' },
      rounds: { type: 'string', default: '3' },
      starts: { type: 'string', default: '200' },
      quick: { type: 'boolean', default: false },
      cases: { type: 'string', default: 'build,start,start200' },
    },
  });
  if (!existsSync(cli)) throw new Error('build the workspace first');
  const root = mkdtempSync(join(tmpdir(), 'lambdazip-bench-multicall-'));
  process.once('SIGINT', () => process.exit(130));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  const sizes = {
    handlers: Number(values.handlers),
    rounds: Number(values.rounds),
    starts: Number(values.starts),
    isLight: values.quick,
    wanted: values.cases.split(','),
  };
  console.log((await measureMulticall(root, sizes, (text) => console.error(text))).join('\n'));
}
