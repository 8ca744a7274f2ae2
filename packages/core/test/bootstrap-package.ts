import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeBootstrap, shellBootstrap } from '../src/bootstrap/bootstraps.js';
import { madeElf } from './made-elf.js';
import { type Tool, tools } from './tools.js';

/** A bootstrap, and how a test starts it in this environment. */
export interface BootstrapVariant {
  readonly name: string;
  readonly needs: readonly Tool[];
  /** The command that runs the bootstrap's file, found on PATH; empty if the kernel starts it. */
  readonly startedBy: readonly string[];
  readonly file: 'native-x86_64' | 'native-arm64' | 'shell';
  readonly shell: 'dash' | 'bash' | null;
}

const linuxX64: Tool = {
  name: 'Linux on x86_64',
  from: 'another machine',
  probe: [process.platform === 'linux' && process.arch === 'x64' ? 'true' : 'lambdazip-no-such-program'],
};

export const bootstrapVariants: readonly BootstrapVariant[] = [
  { name: 'native, x86_64', needs: [linuxX64], startedBy: [], file: 'native-x86_64', shell: null },
  {
    // Here qemu passes the execve to the kernel, so this variant starts x86_64 programs.
    name: 'native, arm64 with pages of 64 KiB',
    needs: [linuxX64, tools.qemuArm64],
    startedBy: ['qemu-aarch64-static', '-p', '65536'],
    file: 'native-arm64',
    shell: null,
  },
  {
    name: 'shell, dash',
    needs: [linuxX64, tools.dash],
    startedBy: ['dash'],
    file: 'shell',
    shell: 'dash',
  },
  {
    name: 'shell, bash as sh',
    needs: [linuxX64, tools.bash],
    startedBy: ['bash', '--posix'],
    file: 'shell',
    shell: 'bash',
  },
];

const report = `package main

import (
	"encoding/json"
	"os"
)

func main() {
	directory, _ := os.Getwd()
	json.NewEncoder(os.Stdout).Encode(map[string]any{"args": os.Args, "env": os.Environ(), "cwd": directory})
}
`;

/** The report of the program `bin/orders/create` about its start. */
export interface StartReport {
  readonly args: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
}

export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly pid: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An unpacked archive with every bootstrap and every kind of program, valid and invalid. Its path contains a space. */
export class BootstrapPackage {
  readonly root = mkdtempSync(join(tmpdir(), 'lambdazip bootstrap '));
  readonly task = join(this.root, 'task');

  constructor() {
    mkdirSync(join(this.task, 'bin/orders'), { recursive: true });
    this.#write('native-x86_64', nativeBootstrap('x86_64'));
    this.#write('native-arm64', nativeBootstrap('arm64'));
    this.#write('shell', shellBootstrap());
    this.#write('bin/exits-7', '#!/bin/sh\nexit 7\n');
    this.#write('bin/pid', '#!/bin/sh\necho $$\n');
    this.#write('bin/kills-itself', '#!/bin/sh\nkill -TERM $$\n');
    this.#write('bin/a $name', '#!/bin/sh\necho started\n');
    this.#write('bin/plain', '#!/bin/sh\necho started\n', 0o644);
    this.#write('bin/no-interpreter', '#!/no/such/interpreter\n');
    this.#write('bin/no-loader', madeElf({ interpreter: '/no/such/loader' }));
    // A machine type that no kernel or emulator supports.
    this.#write('bin/foreign', madeElf({ machine: 0xcafe }));
    symlinkSync('none', join(this.task, 'bin/dangling'));
    symlinkSync('endless', join(this.task, 'bin/endless'));
    for (const file of ['native-x86_64', 'shell'])
      symlinkSync(`../${file}`, join(this.task, `bin/link-to-${file}`));
  }

  /** Builds the program that reports its start. */
  buildReporter(path: string, goarch: 'amd64' | 'arm64'): void {
    const source = join(this.root, 'report');
    mkdirSync(source, { recursive: true });
    writeFileSync(join(source, 'go.mod'), 'module example.com/report\n\ngo 1.21\n');
    writeFileSync(join(source, 'main.go'), report);
    execFileSync('go', ['build', '-o', join(this.task, path), '.'], {
      cwd: source,
      env: { ...process.env, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: '0', GOOS: 'linux', GOARCH: goarch },
    });
  }

  /** Starts a bootstrap with exactly this environment. */
  start(
    { startedBy, file }: BootstrapVariant,
    environment: Readonly<Record<string, string>>,
    { args = [], cwd = this.task }: { readonly args?: readonly string[]; readonly cwd?: string } = {},
  ): Outcome {
    const [starter, ...options] = startedBy;
    const [program = '', ...rest] = [
      // Resolved here, since PATH in the bootstrap's environment is set by the test.
      ...(starter === undefined ? [] : [execFileSync('which', [starter], { encoding: 'utf8' }).trim()]),
      ...options,
      join(this.task, file),
      ...args,
    ];
    // The limit stops a bootstrap that starts itself endlessly.
    const settings = { cwd, env: environment, encoding: 'utf8', timeout: 20_000 } as const;
    const { status, signal, pid, stdout, stderr } = spawnSync(program, rest, settings);
    return { status, signal, pid, stdout, stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  #write(name: string, content: Uint8Array | string, mode = 0o755): void {
    writeFileSync(join(this.task, name), content);
    chmodSync(join(this.task, name), mode);
  }
}
