import { identifyBootstrap } from '../bootstrap/identify.js';
import type { BootstrapKind } from '../bootstrap/kinds.js';
import { readElf } from '../elf/elf-file.js';
import { machineName } from '../elf/elf-format.js';
import { readBuildInfo } from '../go/build-info.js';
import { interpreterLine } from '../preflight/script-line.js';

/** What a package's entry point is. */
export interface BootstrapReport {
  /** `native` and `shell` are lambdazip's; `go` and `elf` are programs that answer themselves. */
  readonly kind: BootstrapKind | 'script' | 'go' | 'elf' | 'other';
  /** Of lambdazip's; null for all others. */
  readonly version: number | null;
  /** `arm64`, `x86_64`, or another machine in words; null for what runs on all. */
  readonly machine: string | null;
  /** What stands behind `#!`; null for what is no script. */
  readonly interpreter: string | null;
}

/** Says what a bootstrap is. */
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
