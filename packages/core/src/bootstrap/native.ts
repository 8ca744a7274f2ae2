import type { Architecture } from '../lambda/architectures.js';
import { nativeBinaries } from './bootstraps.generated.js';

/** The native bootstrap: a static ELF file of about three kilobytes. */
export function nativeBootstrap(architecture: Architecture): Uint8Array {
  return Uint8Array.from(atob(nativeBinaries[architecture].base64.join('')), (char) => char.charCodeAt(0));
}
