import { identifyBootstrap } from '../bootstrap/identify.js';
import type { BootstrapKind } from '../bootstrap/kinds.js';
import { readElf } from '../elf/elf-file.js';
import { machineName } from '../elf/elf-format.js';
import { readBuildInfo } from '../go/build-info.js';
import { interpreterLine } from '../preflight/script-line.js';

/** The entry point of a package. */
export interface BootstrapReport {
  /** `native` and `shell` are lambdazip's; `go` and `elf` are programs that implement the runtime API themselves. */
  readonly kind: BootstrapKind | 'script' | 'go' | 'elf' | 'other';
  /** The version of lambdazip's bootstrap; null for all others. */
  readonly version: number | null;
  /** `arm64`, `x86_64`, or a description of a different machine; null if it runs on all machines. */
  readonly machine: string | null;
  /** The text after `#!`; null if it is not a script. */
  readonly interpreter: string | null;
}

/** Identifies a bootstrap. */
export function bootstrapReport(bytes: Uint8Array): BootstrapReport {
  const known = identifyBootstrap(bytes);
  const interpreter = interpreterLine(bytes);
  if (known !== undefined) {
    return { kind: known.kind, version: known.version, machine: known.architecture, interpreter };
  }
  if (interpreter !== null) return { kind: 'script', version: null, machine: null, interpreter };
  const elf = readElf(bytes);
  if (elf.kind !== 'elf') return { kind: 'other', version: null, machine: null, interpreter };
  const kind = readBuildInfo(elf, bytes) === undefined ? 'elf' : 'go';
  return { kind, version: null, machine: machineName(elf.machine), interpreter };
}
