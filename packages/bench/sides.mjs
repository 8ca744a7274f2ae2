// The sides that build the workload: lambdazip and its alternatives. Each side has its own project, GOCACHE and output
// directory, so that none profits from the work of a different one.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { shell, timed } from './measure.mjs';
import { makeWorkload } from './workload.mjs';

const cli = fileURLToPath(new URL('../cli/dist/bin.js', import.meta.url));
const peak = fileURLToPath(new URL('peak-memory.mjs', import.meta.url));

/** The same flags for all sides: Graviton, stripped, without go1.x's RPC. */
const target = { GOOS: 'linux', GOARCH: 'arm64', CGO_ENABLED: '0', GOFLAGS: '' };
const flags = `-trimpath -buildvcs=false -tags lambda.norpc -ldflags='-s -w'`;

function projectOf(root, name, { handlers, isLight }) {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true });
  const project = makeWorkload(join(directory, 'project'), handlers, isLight);
  const goCache = join(directory, 'go-build');
  const env = { GOCACHE: goCache, GOFLAGS: '' };
  return { ...project, goCache, env, cwd: project.directory, scratch: directory };
}

function lambdazipSide(root, size) {
  const project = projectOf(root, 'lambdazip', size);
  const cache = join(project.scratch, 'cache');
  const build = ({ argv = [], env = {} } = {}) =>
    timed([process.execPath, ...argv, cli, 'build', '--quiet', '--cache-dir', cache], {
      cwd: project.cwd,
      env: { ...project.env, ...env },
    });
  return {
    name: 'lambdazip',
    project,
    cases: {
      unchanged: () => build(),
      handler: () => build(),
      shared: () => build(),
      cold: () => build(),
    },
    clear: () => {
      for (const path of [project.goCache, cache, join(project.cwd, 'dist')]) remove(path);
    },
    /** Builds, and returns the file with the peak memory of the node process in KiB. */
    peakMemory: () => {
      const file = join(project.scratch, 'peak');
      build({ argv: ['--import', peak], env: { BENCH_PEAK: file } });
      return file;
    },
  };
}

/** The go command and zip, with the shortest commands for each case. */
function plainSide(root, size) {
  const project = projectOf(root, 'plain', size);
  const out = join(project.scratch, 'out');
  const zip = join(project.scratch, 'plain.zip');
  const env = { ...project.env, ...target };
  const run = (script) => timed(shell(script), { cwd: project.cwd, env });
  const digest = `sha256sum '${zip}'`;
  const buildAll = `go build -o '${out}/' ${flags} ./cmd/...`;
  const zipAll = `rm -f '${zip}'; (cd '${out}' && zip -q -6 -X '${zip}' ${project.names.join(' ')})`;
  return {
    name: 'go build, zip -6',
    project,
    cases: {
      unchanged: () => run(`node -e 0; go list -json ./cmd/... >/dev/null; ${buildAll}`),
      handler: () =>
        run(`${buildAll}; (cd '${out}' && zip -q -6 -X '${zip}' ${project.names[0]}); ${digest}`),
      shared: () => run(`${buildAll}; ${zipAll}; ${digest}`),
      cold: () =>
        run(
          `mkdir -p '${out}'; for name in ${project.names.join(' ')}; do go build -o '${out}/' ${flags} ./cmd/$name; done; ` +
            `${zipAll}; ${digest}`,
        ),
    },
    clear: () => {
      for (const path of [project.goCache, out, zip]) remove(path);
    },
  };
}

/** One `go build` and one zip per handler, like tools that build functions one by one. */
function perFunctionSide(root, size, { key, name, atOnce, line, pack }) {
  const project = projectOf(root, key, size);
  const out = join(project.scratch, 'out');
  const env = { ...project.env, ...target };
  const one = `mkdir -p '${out}/{}' && ${line(`'${out}/{}/bootstrap'`, './cmd/{}')} && ${pack(`${out}/{}`)}`;
  const script = `printf '%s\\n' ${project.names.join(' ')} | xargs -P ${atOnce} -I{} bash -c "${one}"`;
  const build = () => timed(shell(script), { cwd: project.cwd, env });
  return {
    name,
    project,
    cases: { unchanged: build, handler: build, shared: build, cold: build },
    clear: () => {
      for (const path of [project.goCache, out]) remove(path);
    },
  };
}

const zipOf = (directory) => `(cd '${directory}' && rm -f f.zip && zip -q -6 -X f.zip bootstrap)`;

function samSide(root, size, sam) {
  const project = projectOf(root, 'sam', size);
  const functions = project.names.map(
    (name) => `  ${name}:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: go1.x }
    Properties: { CodeUri: cmd/${name}, Handler: bootstrap, Runtime: provided.al2023, Architectures: [arm64] }
`,
  );
  writeFileSync(
    join(project.cwd, 'template.yaml'),
    `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
${functions.join('')}`,
  );
  const env = { ...project.env, SAM_CLI_TELEMETRY: '0', CGO_ENABLED: '0' };
  const build = () => timed([sam, 'build'], { cwd: project.cwd, env });
  return {
    name: 'sam build',
    project,
    slow: true,
    cases: { unchanged: build, handler: build, shared: build, cold: build },
    clear: () => {
      for (const path of [project.goCache, join(project.cwd, '.aws-sam')]) remove(path);
    },
  };
}

function goreleaserSide(root, size, goreleaser) {
  const project = projectOf(root, 'goreleaser', size);
  const builds = project.names.map(
    (
      name,
    ) => `  - { id: ${name}, main: ./cmd/${name}, binary: ${name}, goos: [linux], goarch: [arm64], env: [CGO_ENABLED=0],
      flags: [-trimpath, -buildvcs=false, -tags=lambda.norpc], ldflags: ['-s -w'] }
`,
  );
  writeFileSync(
    join(project.cwd, '.goreleaser.yaml'),
    `version: 2
project_name: bench
builds:
${builds.join('')}archives:
  - formats: [zip]
`,
  );
  for (const argv of [
    ['git', 'init', '-q'],
    ['git', 'add', '-A'],
    ['git', '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '-qm', 'Workload'],
  ]) {
    timed(argv, { cwd: project.cwd });
  }
  const build = () =>
    timed([goreleaser, 'release', '--snapshot', '--clean', '--skip=publish,announce,validate'], {
      cwd: project.cwd,
      env: project.env,
    });
  return {
    name: 'goreleaser',
    project,
    slow: true,
    cases: { unchanged: build, handler: build, shared: build, cold: build },
    clear: () => {
      for (const path of [project.goCache, join(project.cwd, 'dist')]) remove(path);
    },
  };
}

/** The sides that can be measured with the installed peers. */
export function sidesOf(root, size, { processors, peers }) {
  const sides = [lambdazipSide(root, size), plainSide(root, size)];
  if (peers === undefined) return sides;
  sides.push(
    perFunctionSide(root, size, {
      key: 'cdk',
      name: 'CDK GoFunction',
      atOnce: 1,
      line: (output, main) => `go build -ldflags '-s -w' -o ${output} ${main}`,
      pack: zipOf,
    }),
    perFunctionSide(root, size, {
      key: 'serverless',
      name: 'serverless-go-plugin',
      atOnce: processors,
      line: (output, main) => `go build -ldflags='-s -w' -o ${output} ${main}`,
      pack: zipOf,
    }),
  );
  const { sam, goreleaser, buildLambdaZip } = peers;
  if (existsSync(buildLambdaZip)) {
    sides.push(
      perFunctionSide(root, size, {
        key: 'build-lambda-zip',
        name: 'build-lambda-zip',
        atOnce: 1,
        line: (output, main) => `go build -tags lambda.norpc -ldflags='-s -w' -o ${output} ${main}`,
        pack: (directory) =>
          `'${buildLambdaZip}' -o '${directory}/f.zip' '${directory}/bootstrap' >/dev/null`,
      }),
    );
  }
  if (existsSync(sam)) sides.push(samSide(root, size, sam));
  if (existsSync(goreleaser)) sides.push(goreleaserSide(root, size, goreleaser));
  return sides;
}

function remove(path) {
  rmSync(path, { recursive: true, force: true, maxRetries: 3 });
}
