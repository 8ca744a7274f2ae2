import { type Diagnostic, type DiagnosticArgs, diagnose } from '../diagnostics/diagnose.js';
import { nowhere } from '../diagnostics/diagnostic.js';
import { type ElfFile, readElf } from '../elf/elf-file.js';
import { machineName } from '../elf/elf-format.js';
import { type GoBuildInfo, isStartable, readBuildInfo } from '../go/build-info.js';
import { type Architecture, architectures } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import { moduleFindings } from './go-modules.js';
import { linkageFindings } from './linkage.js';
import type { ProgramFinding } from './program-finding.js';

/** A program built by go, with its target. */
export interface ProgramToCheck extends ProgramTarget, CheckedProgram {
  readonly bytes: Uint8Array;
}

/** Identifies the program in findings. */
export interface CheckedProgram {
  /** The function's Handler; if several share the program, the first one. */
  readonly handler: string;
  /** All handlers of the program. Default: only `handler`. */
  readonly handlers?: readonly string[];
  /** The path that the program was read from; left out if the file is temporary. */
  readonly path?: string;
}

/** What a program is built for. */
export interface ProgramTarget {
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** Whether it may be linked with the C library. */
  readonly cgo: boolean;
  /** Whether it was built with the tag lambda.norpc. */
  readonly norpc: boolean;
}

/** Finds problems that prevent Lambda from starting a program (errors), and possible improvements (warnings). */
export function checkProgram(program: ProgramToCheck): Diagnostic[] {
  return programDiagnostics(programFindings(program.bytes, program), program);
}

/** The findings in a program as diagnostics. */
export function programDiagnostics(
  findings: readonly ProgramFinding[],
  { handler, handlers = [handler], path }: CheckedProgram,
): Diagnostic[] {
  const location = { ...nowhere, file: path ?? null };
  return findings.map(({ code, values }) =>
    diagnose(code, { ...values, handler } as DiagnosticArgs[typeof code], location, handlers),
  );
}

/** The findings in a program, independent of its handler and path. */
export function programFindings(bytes: Uint8Array, program: ProgramTarget): readonly ProgramFinding[] {
  const { architecture } = program;
  const elf = readElf(bytes);
  switch (elf.kind) {
    case 'elf': {
      const info = readBuildInfo(elf, bytes);
      return [
        ...typeFindings(elf, info),
        ...machineFindings(elf, architecture),
        ...linkageFindings(elf, program),
        ...(info === undefined ? [] : moduleFindings(info, program)),
      ];
    }
    case 'truncated':
      return [{ code: 'check-truncated', values: { reason: elf.reason } }];
    case 'other-class':
      return [{ code: 'check-wrong-architecture', values: { expected: architecture, found: elf.machine } }];
    case 'not-elf':
      return [{ code: 'check-not-elf', values: { reason: elf.reason } }];
    default:
      return elf satisfies never;
  }
}

// A shared library is ELF too, and Linux would try to start it. Only go's build info distinguishes the two.
function typeFindings({ type }: ElfFile, info: GoBuildInfo | undefined): readonly ProgramFinding[] {
  if (type !== 'executable' && type !== 'shared') {
    return [{ code: 'check-not-elf', values: { reason: `its ELF type is ${type}` } }];
  }
  if (info === undefined || isStartable(info)) return [];
  const mode = info.settings['-buildmode'] ?? '';
  return [{ code: 'check-not-elf', values: { reason: `it is a library (-buildmode=${mode})` } }];
}

function machineFindings({ machine }: ElfFile, architecture: Architecture): readonly ProgramFinding[] {
  if (machine === architectures[architecture].elfMachine) return [];
  const values = { expected: architecture, found: machineName(machine) };
  return [{ code: 'check-wrong-architecture', values }];
}
