import type { ZipEntry } from '../archive/read-zip.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { readElf } from '../elf/elf-file.js';
import { type GoBuildInfo, isStartable, readBuildInfo } from '../go/build-info.js';
import { type Architecture, architectureNames, architectures } from '../lambda/architectures.js';
import type { Runtime } from '../lambda/runtimes.js';
import { checkProgram } from '../preflight/check-program.js';
import { hasCarriageReturn, interpreterLine } from '../preflight/script-line.js';
import type { BootstrapReport } from './bootstrap-report.js';

/** The function to check a package for. */
export interface InspectionTarget {
  readonly runtime: Runtime;
  readonly architecture: Architecture;
}

/** Problems that would keep Lambda from starting a program, and warnings. */
export function findingsOfProgram(name: string, bytes: Uint8Array, target: InspectionTarget): Diagnostic[] {
  const elf = readElf(bytes);
  const info = elf.kind === 'elf' ? readBuildInfo(elf, bytes) : undefined;
  const cgo = info === undefined || info.settings.CGO_ENABLED === '1';
  return checkProgram({ handler: name, bytes, ...target, cgo, norpc: true });
}

/** Whether Linux can start a file: an ELF program, not a library. */
export function isProgram(bytes: Uint8Array): boolean {
  const elf = readElf(bytes);
  if (elf.kind !== 'elf') return false;
  const info: GoBuildInfo | undefined = readBuildInfo(elf, bytes);
  if (info !== undefined) return isStartable(info);
  return elf.type === 'executable' || (elf.type === 'shared' && elf.interpreter !== null);
}

/** Problems with the name and the mode of an entry. */
export function entryFindings({ name, kind, mode }: ZipEntry, isStarted: boolean): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const reason = unpackProblem(name);
  if (reason !== undefined) findings.push(diagnose('archive-name-invalid', { name, reason }));
  if (kind !== 'file') return findings;
  const what = name === 'bootstrap' ? 'bootstrap' : 'handler';
  if (isStarted && (mode === null || (mode & 0o001) === 0)) {
    findings.push(
      diagnose('check-not-executable', { entry: name, what, mode: mode === null ? null : octal(mode) }),
    );
  } else if (mode !== null && (mode & 0o004) === 0) {
    findings.push(diagnose('check-not-readable', { entry: name, mode: octal(mode) }));
  }
  return findings;
}

function octal(mode: number): string {
  return `0${mode.toString(8)}`;
}

/** Duplicate names, and local file headers that several entries share. */
export function repeatedEntries(entries: readonly ZipEntry[]): Diagnostic[] {
  const findings: Diagnostic[] = [];
  for (const group of groupedBy(entries, ({ header }) => header)) {
    const [first] = group;
    if (first === undefined || group.length === 1) continue;
    findings.push(diagnose('check-entry-header-shared', { entry: first.name, count: group.length }));
  }
  for (const group of groupedBy(entries, ({ name }) => name)) {
    const [first] = group;
    // Entries that share one header are reported above.
    if (first === undefined || new Set(group.map(({ header }) => header)).size === 1) continue;
    findings.push(diagnose('check-entry-duplicate', { entry: first.name, count: group.length }));
  }
  return findings;
}

function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Iterable<readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups.values();
}

// Names that lead out of the directory that Lambda unpacks into. Other unusual names work.
function unpackProblem(name: string): string | undefined {
  if (name.includes('\0')) return 'it contains a control character';
  if (name.startsWith('/')) return 'it is absolute';
  if (name.includes('\\')) return 'it contains a backslash';
  return name.split('/').includes('..') ? 'it contains `..`' : undefined;
}

/** Problems that would keep Linux from starting a script other than the entry point. */
export function scriptFindings({ name, mode }: ZipEntry, bytes: Uint8Array): Diagnostic[] {
  if (name === 'bootstrap' || mode === null || (mode & 0o111) === 0) return [];
  if (!hasCarriageReturn(interpreterLine(bytes))) return [];
  return [diagnose('check-script-carriage-return', { entry: name })];
}

/** Problems with the entry point. */
export function bootstrapFindings(bootstrap: BootstrapReport | null, names: readonly string[]): Diagnostic[] {
  if (bootstrap === null) {
    const elsewhere = names.find((name) => name.endsWith('/bootstrap')) ?? null;
    return [diagnose('check-bootstrap-missing', { elsewhere })];
  }
  if (hasCarriageReturn(bootstrap.interpreter))
    return [diagnose('check-script-line-ends', { entry: 'bootstrap' })];
  return [];
}

/** The architecture of an ELF file; undefined if Lambda does not support it. */
export function architectureOf(bytes: Uint8Array): Architecture | undefined {
  const elf = readElf(bytes);
  if (elf.kind !== 'elf') return undefined;
  return architectureNames.find((each) => architectures[each].elfMachine === elf.machine);
}
