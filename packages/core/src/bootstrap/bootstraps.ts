import { bytesOfBase64 } from '../bytes/base64.js';
import type { Architecture } from '../lambda/architectures.js';
import { nativeBinaries, shellScript } from './bootstraps.generated.js';
import type { BootstrapKind } from './kinds.js';

const binaries = nativeBinaries satisfies Record<Architecture, { readonly base64: readonly string[] }>;

/** The native bootstrap: a static ELF file of about three kilobytes. */
export function nativeBootstrap(architecture: Architecture): Uint8Array {
  return bytesOfBase64(binaries[architecture].base64.join(''));
}

/** The shell bootstrap: a POSIX shell script that uses only builtins. */
export function shellBootstrap(): Uint8Array {
  return new TextEncoder().encode(shellScript);
}

/** The bytes of each bootstrap for an architecture. */
export const bootstraps = {
  native: nativeBootstrap,
  shell: shellBootstrap,
} as const satisfies Record<BootstrapKind, (architecture: Architecture) => Uint8Array>;
