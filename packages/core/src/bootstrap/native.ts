import { bytesOfBase64 } from '../bytes/base64.js';
import type { Architecture } from '../lambda/architectures.js';
import { nativeBinaries } from './bootstraps.generated.js';

/** The native bootstrap: a static ELF file of about three kilobytes. */
export function nativeBootstrap(architecture: Architecture): Uint8Array {
  return bytesOfBase64(nativeBinaries[architecture].base64.join(''));
}
