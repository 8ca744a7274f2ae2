import { spawnSync } from 'node:child_process';
import { isThere, type Tool, tools } from './tools.js';

// With binfmt_misc in a separate namespace, the kernel starts arm64 programs through qemu. The mask ignores the bits of
// the ELF header that hold the type of executable.
const register = [
  'mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc',
  String.raw`printf '%s' ':lz:M::\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:/usr/bin/qemu-aarch64-static:F' > /proc/sys/fs/binfmt_misc/register`,
].join(' && ');

const unshare: Tool = { name: 'unshare', from: 'the package util-linux', probe: ['unshare', '--version'] };

/** Wraps the command so that it can start arm64 programs. */
export function withArm64Programs(command: readonly string[]): readonly [string, ...string[]] {
  return ['unshare', '-Urm', 'sh', '-c', `${register} && exec "$@"`, 'sh', ...command];
}

function works(): boolean {
  const [program, ...rest] = withArm64Programs(['true']);
  return isThere(unshare) && spawnSync(program, rest).status === 0;
}

/** The tools needed to start arm64 programs. */
export const arm64Programs: readonly Tool[] = [
  tools.qemuArm64,
  unshare,
  {
    name: 'binfmt_misc in user namespaces',
    from: 'Linux 6.7',
    probe: [works() ? 'true' : 'lambdazip-no-such-program'],
  },
];
