import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { type ElfFile, readElf } from '../elf/elf-file.js';
import { readBuildInfo } from '../go/build-info.js';
import { compareModuleVersions } from '../go/versions.js';
import { type Architecture, architectures } from '../lambda/architectures.js';
import { type Runtime, runtimes } from '../lambda/runtimes.js';

/** A program that go built, and what it is meant for. */
export interface ProgramToCheck {
  readonly handler: string;
  readonly bytes: Uint8Array;
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** Whether it may be linked to the C library. */
  readonly cgo: boolean;
  /** Whether the tag lambda.norpc was asked for. */
  readonly norpc: boolean;
}

const lambdaLibrary = 'github.com/aws/aws-lambda-go';
/** The first release that speaks the API of the `provided.*` runtimes. */
const oldestLambdaLibrary = 'v1.18.0';

/** Finds what would keep Lambda from starting a program (errors), and what would better be otherwise (warnings). */
export function checkProgram(program: ProgramToCheck): Diagnostic[] {
  const { handler, bytes } = program;
  const elf = readElf(bytes);
  switch (elf.kind) {
    case 'elf':
      return [
        ...machineFindings(program, elf),
        ...linkageFindings(program, elf),
        ...buildInfoFindings(program, elf),
      ].map((finding) => ({ ...finding, handlers: [handler] }));
    case 'truncated':
      return [diagnose('check-truncated', { handler, reason: elf.reason }, undefined, [handler])];
    case 'other-class': {
      const values = { handler, expected: program.architecture, found: elf.reason };
      return [diagnose('check-wrong-architecture', values, undefined, [handler])];
    }
    case 'not-elf':
      return [diagnose('check-not-elf', { handler, reason: elf.reason }, undefined, [handler])];
    default:
      return elf satisfies never;
  }
}

function machineFindings({ handler, architecture }: ProgramToCheck, elf: ElfFile): Diagnostic[] {
  if (elf.machine === architectures[architecture].elfMachine) return [];
  const known = Object.entries(architectures).find(([, { elfMachine }]) => elfMachine === elf.machine);
  const found = known?.[0] ?? `ELF machine ${elf.machine}`;
  return [diagnose('check-wrong-architecture', { handler, expected: architecture, found })];
}

function linkageFindings({ handler, cgo, runtime }: ProgramToCheck, elf: ElfFile): Diagnostic[] {
  if (!cgo) {
    const needs = [...(elf.interpreter === null ? [] : [elf.interpreter]), ...elf.libraries];
    return needs.length === 0 ? [] : [diagnose('check-dynamic', { handler, needs: needs.join(', ') })];
  }
  const versions = elf.versionNeeds
    .map((need) => /^GLIBC_(\d+(?:\.\d+)+)$/.exec(need)?.[1])
    .filter((version) => version !== undefined)
    .sort(compareModuleVersions);
  const newest = versions.at(-1);
  const found = runtimes[runtime].glibc;
  if (newest === undefined || compareModuleVersions(newest, found) <= 0) return [];
  return [diagnose('check-glibc-too-new', { handler, needed: `GLIBC_${newest}`, found, runtime })];
}

function buildInfoFindings({ handler, bytes, norpc }: ProgramToCheck, elf: ElfFile): Diagnostic[] {
  const info = readBuildInfo(elf, bytes);
  if (info === undefined) return [];
  const findings: Diagnostic[] = [];
  const library = info.modules.find(({ path }) => path === lambdaLibrary);
  if (library !== undefined) {
    // A directory in place of the module has no version.
    const found = library.replacedBy === null ? library.version : library.replacedBy.version;
    if (/^v\d/.test(found) && compareModuleVersions(found, oldestLambdaLibrary) < 0) {
      findings.push(diagnose('check-lambda-library-too-old', { handler, found }));
    }
    const tags = (info.settings['-tags'] ?? '').split(',');
    if (norpc && !tags.includes('lambda.norpc')) findings.push(diagnose('check-norpc-missing', { handler }));
  }
  for (const { path, replacedBy } of info.modules) {
    if (replacedBy === null || !/^(\/|[A-Za-z]:[\\/])/.test(replacedBy.path)) continue;
    findings.push(diagnose('check-local-replace', { handler, module: path, path: replacedBy.path }));
  }
  return findings;
}
