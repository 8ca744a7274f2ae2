import { bytesOfBase64 } from '../bytes/base64.js';
import type { Architecture } from '../lambda/architectures.js';
import { nativeBinaries } from './bootstraps.generated.js';

const binaries = nativeBinaries satisfies Record<Architecture, { readonly base64: readonly string[] }>;

/** The native bootstrap: a static ELF file of about three kilobytes. */
export function nativeBootstrap(architecture: Architecture): Uint8Array {
  return bytesOfBase64(binaries[architecture].base64.join(''));
}
