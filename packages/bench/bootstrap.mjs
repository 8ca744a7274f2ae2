// Measures what each bootstrap adds to the start of a program, compared with starting it directly.
//
//   node bootstrap.mjs [rounds]
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

if (process.platform !== 'linux') {
  console.log('The bootstraps only run on Linux; nothing to measure.');
  process.exit(0);
}

const rounds = Number(process.argv[2] ?? 300);
const directory = mkdtempSync(join(tmpdir(), 'lambdazip-bench-'));
try {
  await main();
} finally {
  rmSync(directory, { recursive: true });
}

async function main() {
  const cpu = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  mkdirSync(join(directory, 'bin'));
  writeFileSync(join(directory, 'go.mod'), 'module example.com/bench\n\ngo 1.21\n');
  writeFileSync(join(directory, 'main.go'), 'package main\n\nfunc main() {}\n');
  execFileSync('go', ['build', '-o', 'bin/program', '.'], {
    cwd: directory,
    env: { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0' },
  });

  const generated = fileURLToPath(new URL('../core/src/bootstrap/bootstraps.generated.ts', import.meta.url));
  const lines = readFileSync(generated, 'utf8').split(`  ${cpu}: {`)[1].split('],')[0].split('base64: [')[1];
  place('native', Buffer.from(lines.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64'));
  const script = readFileSync(fileURLToPath(new URL('../core/bootstrap/bootstrap.sh', import.meta.url)));
  place('shell', script);

  const variants = [
    { name: 'program only', argv: [join(directory, 'bin/program')] },
    { name: 'native bootstrap', argv: [join(directory, 'native')] },
    ...['dash', 'bash']
      .filter((shell) => spawnSync(shell, ['-c', ':']).status === 0)
      .map((shell) => ({
        name: `shell bootstrap, ${shell}`,
        argv: [which(shell), join(directory, 'shell')],
        // With this name bash runs as a POSIX shell, as on Amazon Linux, and reads no startup files.
        argv0: 'sh',
      })),
  ].map((variant) => ({ ...variant, times: [] }));

  const env = { _HANDLER: 'bin/program', LAMBDA_TASK_ROOT: directory };
  for (let round = -20; round < rounds; round += 1) {
    for (const { argv, argv0, times } of variants) {
      const started = process.hrtime.bigint();
      const { status } = spawnSync(argv[0], argv.slice(1), { argv0, env, stdio: 'ignore' });
      const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
      if (status !== 0) throw new Error(`${argv.join(' ')} exited with status ${status}`);
      if (round >= 0) times.push(elapsed);
    }
  }

  const alone = median(variants[0].times);
  console.log(`Start and end of an empty Go program, ${cpu}; medians of ${rounds} interleaved rounds\n`);
  console.log(`${'variant'.padEnd(24)}  ${'ms'.padStart(6)}  ${'ratio'.padStart(6)}  added ms`);
  for (const { name, times } of variants) {
    const time = median(times);
    const row = [
      time.toFixed(2).padStart(6),
      (time / alone).toFixed(2).padStart(6),
      (time - alone).toFixed(2),
    ];
    console.log(`${name.padEnd(24)}  ${row.join('  ')}`);
  }
}

function place(name, bytes) {
  writeFileSync(join(directory, name), bytes);
  chmodSync(join(directory, name), 0o755);
}

function which(program) {
  return execFileSync('which', [program], { encoding: 'utf8' }).trim();
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
