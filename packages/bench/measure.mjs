// Runs commands and measures them. Needs bash, whose `time` includes the CPU time of all child processes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Seconds: `wall` is elapsed time, `cpu` the CPU time of all processes. */
export function timed(argv, { cwd, env = {}, log = false } = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'lambdazip-bench-time-'));
  const file = join(directory, 'time');
  const script = `TIMEFORMAT='%3R %3U %3S'; { time "$@" 2>&4; } 4>&2 2>"$TIME_FILE"`;
  try {
    const result = spawnSync('bash', ['-c', script, 'bash', ...argv], {
      cwd,
      env: { ...process.env, ...env, TIME_FILE: file },
      stdio: ['ignore', log ? 'inherit' : 'pipe', log ? 'inherit' : 'pipe'],
      maxBuffer: 1 << 28,
    });
    if (result.status !== 0) {
      throw new Error(
        `${argv.join(' ')} exited with status ${result.status}\n${result.stderr ?? ''}${result.stdout ?? ''}`,
      );
    }
    const [wall, user, system] = readFileSync(file, 'utf8').trim().split(' ').map(Number);
    return { wall, cpu: user + system };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The command that runs a shell script. */
export const shell = (script) => ['bash', '-euo', 'pipefail', '-c', script];

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function present(program, probe = ['--version']) {
  return spawnSync(program, probe, { stdio: 'ignore' }).status === 0;
}
