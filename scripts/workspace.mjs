// Shared by `npm run demo` and `npm test`: checks of the environment, pnpm, and steps with progress output.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';

/** Exits with a clear message if Node is too old or Go is missing. */
export function checkMachine() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) stop(`expected Node 20 or newer, found ${process.version}`);
  const go = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (go.status !== 0) stop('`go` not found on PATH; install it from https://go.dev/dl');
  console.log(`Node ${process.version}, ${go.stdout.trim()}`);
}

export function stop(message) {
  console.error(message);
  process.exit(2);
}

/** Installs the dependencies in the lock file, unless they are already installed. */
export async function install() {
  const installed = join(root, 'node_modules/.pnpm/lock.yaml');
  const lock = join(root, 'pnpm-lock.yaml');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(lock, 'utf8')) return;
  await mustRun('install the dependencies', pnpm('install', '--frozen-lockfile', '--reporter=append-only'));
}

/** The command to run pnpm through npx, in the version that package.json pins. */
export function pnpm(...args) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return ['npx', '--yes', packageManager, ...args];
}

/** The command to run a program in node_modules directly, without a package manager. */
export function tool(script, ...args) {
  return [process.execPath, join(root, script), ...args];
}

/**
 * Runs a command and prints how long it took. Its output is shown if it fails, or live with `live`.
 * @returns {Promise<{ok: boolean, output: string, seconds: number}>}
 */
export async function run(title, [program, ...args], { cwd = root, env = {}, live = false } = {}) {
  const started = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: {
      ...process.env,
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      npm_config_update_notifier: 'false',
      ...env,
    },
    stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    // On Windows npx is a script, which only a shell can start; no argument here needs quoting.
    shell: windows && program === 'npx',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const ok = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += `${error.message}\n`;
      resolve(false);
    });
    child.on('close', (status) => resolve(status === 0));
  });
  const seconds = (performance.now() - started) / 1000;
  if (!ok && !live) process.stderr.write(output);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${title} (${seconds.toFixed(1)} s)`);
  return { ok, output, seconds };
}

/** As above, but exits if the command fails. */
export async function mustRun(title, command, options) {
  const result = await run(title, command, options);
  if (!result.ok) process.exit(1);
  return result;
}

/** Builds the packages. */
export async function buildPackages() {
  await mustRun(
    'build the packages',
    pnpm('exec', 'turbo', 'run', 'build', '--output-logs=errors-only', '--no-daemon'),
  );
}
