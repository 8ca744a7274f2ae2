import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { bin } from './project.js';

/** A copy of an example, built by lambdazip, for testing a deployment tool. */
export interface DeploymentProject {
  readonly directory: string;
  /** The bytes of dist/lambda.zip. */
  readonly archive: Buffer;
  /** Runs a tool there and returns its output on both streams; throws it if the tool fails. */
  readonly run: (program: string, ...args: readonly string[]) => string;
  readonly read: (path: string) => string;
  /** Reads a JSON file; the caller asserts its type. */
  readonly json: <T>(path: string) => T;
}

/** The directory of an example in this repository. */
export function exampleDirectory(name: string): string {
  return fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url));
}

// Files left by trying out the example.
const leftOver = new Set(['dist', 'node_modules', 'cdk.out', '.aws-sam', '.serverless', '.terraform']);

export function deploymentProject(example: string): DeploymentProject {
  const root = mkdtempSync(join(tmpdir(), 'lambdazip-deployment-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const directory = join(root, example);
  cpSync(built(example), directory, { recursive: true });
  return deploymentProjectIn(directory);
}

/** An existing, built directory. The home directory of the tools is next to it. */
export function deploymentProjectIn(directory: string): DeploymentProject {
  const home = `${directory}-home`;
  mkdirSync(home, { recursive: true });
  const read = (path: string): string => readFileSync(join(directory, path), 'utf8');
  return {
    directory,
    get archive() {
      return readFileSync(join(directory, 'dist/lambda.zip'));
    },
    run: (program, ...args) => {
      const done = spawnSync(program, args, {
        cwd: directory,
        env: { ...withoutNetwork, HOME: home, PATH: process.env.PATH },
        encoding: 'utf8',
        timeout: 100_000,
      });
      const output = `${done.stdout}${done.stderr}`;
      if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.status}\n${output}`);
      return output;
    },
    read,
    json: (path) => JSON.parse(read(path)),
  };
}

const copies = mkdtempSync(join(tmpdir(), 'lambdazip-deployment-'));
// Several test files share this module.
process.once('exit', () => rmSync(copies, { recursive: true, force: true }));

/** A copy of the example with its dist/, built once for all tests in a file. */
function built(example: string): string {
  const copy = join(copies, example);
  if (existsSync(copy)) return copy;
  const directory = join(copies, 'unfinished', example);
  cpSync(exampleDirectory(example), directory, {
    recursive: true,
    filter: (source) => !leftOver.has(basename(source)),
  });
  execFileSync(process.execPath, [bin, 'build', '--quiet', '-C', directory]);
  renameSync(directory, copy);
  return copy;
}

/** Tools must not send telemetry, check for updates or call AWS: their connections are refused at once. */
const withoutNetwork = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'eu-central-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NO_UPDATE_NOTIFIER: '1',
  DO_NOT_TRACK: '1',
  SAM_CLI_TELEMETRY: '0',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CDK_DISABLE_VERSION_CHECK: '1',
  SLS_TELEMETRY_DISABLED: '1',
  SLS_NOTIFICATIONS_MODE: 'off',
};
