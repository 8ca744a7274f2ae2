import type { ElfFile } from '../elf/elf-file.js';
import { type Architecture, architectures } from '../lambda/architectures.js';
import { type Runtime, runtimes } from '../lambda/runtimes.js';
import type { ProgramFinding } from './program-finding.js';

export interface LinkageTarget {
  readonly runtime: Runtime;
  readonly architecture: Architecture;
  /** Whether it may be linked with the C library. */
  readonly cgo: boolean;
}

/** Compares what a program needs at run time with what the runtime has. */
export function linkageFindings(elf: ElfFile, target: LinkageTarget): readonly ProgramFinding[] {
  const findings: ProgramFinding[] = [];
  const needs = [...(elf.interpreter === null ? [] : [elf.interpreter]), ...elf.libraries];
  if (!target.cgo && needs.length > 0) {
    findings.push({ code: 'check-dynamic', values: { needs } });
  }
  return [...findings, ...loaderFindings(elf, target), ...glibcFindings(elf, target)];
}

// For example musl's loader, or that of Nix. Lambda has the standard loader, and files in the archive and its layers.
function loaderFindings(
  { interpreter, machine }: ElfFile,
  { architecture, runtime }: LinkageTarget,
): readonly ProgramFinding[] {
  const { loader, elfMachine } = architectures[architecture];
  if (interpreter === null || interpreter === loader || machine !== elfMachine) return [];
  if (/^\/(var\/task|opt)\//.test(interpreter)) return [];
  return [{ code: 'check-loader-missing', values: { needed: interpreter, found: loader, runtime } }];
}

function glibcFindings(elf: ElfFile, { runtime }: LinkageTarget): readonly ProgramFinding[] {
  const newest = newestGlibc(elf);
  const found = runtimes[runtime].glibc;
  if (newest === undefined || compareReleases(newest.release, found) <= 0) return [];
  const needed = `${newest.version} of ${newest.library}`;
  return [{ code: 'check-glibc-too-new', values: { needed, release: newest.release, found, runtime } }];
}

/** The newest version of C library symbols that a program needs; undefined if it needs none. */
export function newestGlibc({ versionNeeds }: ElfFile): NeededRelease | undefined {
  return versionNeeds
    .flatMap(({ library, versions }) => versions.map((version) => ({ library, version })))
    .flatMap(({ library, version }) => {
      const release = glibcRelease(version);
      return release === undefined ? [] : [{ library, version, release }];
    })
    .reduce<NeededRelease | undefined>(
      (highest, need) =>
        highest !== undefined && compareReleases(highest.release, need.release) >= 0 ? highest : need,
      undefined,
    );
}

/** A symbol version, and the glibc release that has it. */
export interface NeededRelease {
  readonly library: string;
  /** The name of the symbol version, such as `GLIBC_2.34`. */
  readonly version: string;
  /** The glibc release that introduced it, such as `2.34`. */
  readonly release: string;
}

function glibcRelease(version: string): string | undefined {
  // Named after the feature (packed relocations, from `-z pack-relative-relocs`), not after the release.
  if (version === 'GLIBC_ABI_DT_RELR') return '2.36';
  return /^GLIBC_(\d+(?:\.\d+)+)$/.exec(version)?.[1];
}

function compareReleases(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
