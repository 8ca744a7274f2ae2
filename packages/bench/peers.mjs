// Installs the tools to compare lambdazip with into the benchmark's own directory.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const versions = {
  sam: '1.170.0',
  goreleaser: 'v2.12.7',
  lambda: 'v1.55.1',
};

/** The paths of the peers, installed or not. */
export function peersIn(directory) {
  return {
    sam: join(directory, 'python/bin/sam'),
    goreleaser: join(directory, 'go/bin/goreleaser'),
    buildLambdaZip: join(directory, 'go/bin/build-lambda-zip'),
  };
}

/** Installs missing peers. A peer that cannot be installed is reported and skipped. */
export function installPeers(directory) {
  mkdirSync(directory, { recursive: true });
  const { sam, goreleaser, buildLambdaZip } = peersIn(directory);
  const env = { ...process.env, GOBIN: join(directory, 'go/bin'), GOFLAGS: '' };
  const install = (name, path, commands) => {
    if (existsSync(path)) return;
    console.error(`installing ${name}`);
    try {
      for (const [program, ...args] of commands) {
        execFileSync(program, args, { cwd: directory, env, stdio: ['ignore', 'ignore', 'pipe'] });
      }
    } catch (error) {
      console.error(
        `skipping ${name}, failed to install: ${String(error.stderr ?? error)
          .trim()
          .split('\n')
          .at(-1)}`,
      );
    }
  };
  install('sam', sam, [
    ['python3', '-m', 'venv', 'python'],
    [join(directory, 'python/bin/pip'), 'install', '--quiet', `aws-sam-cli==${versions.sam}`],
  ]);
  install('build-lambda-zip', buildLambdaZip, [
    ['go', 'install', `github.com/aws/aws-lambda-go/cmd/build-lambda-zip@${versions.lambda}`],
  ]);
  install('goreleaser', goreleaser, [
    ['go', 'install', `github.com/goreleaser/goreleaser/v2@${versions.goreleaser}`],
  ]);
}
