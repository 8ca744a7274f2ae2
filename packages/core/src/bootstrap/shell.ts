import { shellScript } from './bootstraps.generated.js';

/** The shell bootstrap: a POSIX shell script of builtins alone. */
export function shellBootstrap(): Uint8Array {
  return new TextEncoder().encode(shellScript);
}
