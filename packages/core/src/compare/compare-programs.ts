import { equalBytes } from '../bytes/equal-bytes.js';
import { type ElfFile, readElf } from '../elf/elf-file.js';
import { SHT_NOBITS } from '../elf/elf-format.js';
import { type BuildInfoModule, type GoBuildInfo, readBuildInfo } from '../go/build-info.js';
import type { BuildInfoDifference, ProgramDifference, SectionDifference } from './comparison.js';

/** Two different ELF files, with what was read from them. */
export interface ProgramPair {
  readonly found: Program;
  readonly other: Program;
  readonly difference: ProgramDifference;
}

export interface Program {
  readonly bytes: Uint8Array;
  readonly elf: ElfFile;
  readonly info: GoBuildInfo | undefined;
}

/** Compares two contents as programs; null unless both are ELF files. */
export function comparePrograms(found: Uint8Array, other: Uint8Array, offset: number): ProgramPair | null {
  const pair = [programOf(found), programOf(other)] as const;
  const [first, second] = pair;
  if (first === null || second === null) return null;
  return {
    found: first,
    other: second,
    difference: {
      section: sectionAt(first.elf, offset) ?? sectionAt(second.elf, offset),
      buildInfo: compareBuildInfo(first.info, second.info),
      sections: compareSections(first, second),
    },
  };
}

function programOf(bytes: Uint8Array): Program | null {
  const elf = readElf(bytes);
  return elf.kind === 'elf' ? { bytes, elf, info: readBuildInfo(elf, bytes) } : null;
}

function sectionAt(elf: ElfFile, offset: number): string | null {
  const section = elf.sections.find(
    (each) => each.type !== SHT_NOBITS && each.offset <= offset && offset < each.offset + each.size,
  );
  return section?.name ?? null;
}

function compareBuildInfo(
  found: GoBuildInfo | undefined,
  other: GoBuildInfo | undefined,
): readonly BuildInfoDifference[] {
  const [left, right] = [rowsOf(found), rowsOf(other)];
  const differences: BuildInfoDifference[] = [];
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [before, after] = [left.get(key), right.get(key)];
    if (before?.value === after?.value) continue;
    const { field, name } = before ?? after ?? { field: 'path', name: '' };
    differences.push({ field, name, found: before?.value ?? null, other: after?.value ?? null });
  }
  return differences;
}

interface Row {
  readonly field: BuildInfoDifference['field'];
  readonly name: string;
  readonly value: string;
}

function rowsOf(info: GoBuildInfo | undefined): ReadonlyMap<string, Row> {
  if (info === undefined) return new Map();
  const rows: Row[] = [
    { field: 'go version', name: '', value: info.goVersion },
    { field: 'path', name: '', value: info.path },
  ];
  if (info.main !== null) rows.push({ field: 'mod', name: info.main.path, value: moduleText(info.main) });
  for (const { replacedBy, ...module } of info.dependencies) {
    const replaced = replacedBy === null ? '' : ` => ${replacedBy.path} ${moduleText(replacedBy)}`.trimEnd();
    rows.push({ field: 'dep', name: module.path, value: `${moduleText(module)}${replaced}` });
  }
  for (const [name, value] of Object.entries(info.settings)) rows.push({ field: 'build', name, value });
  return new Map(rows.map((row) => [`${row.field} ${row.name}`, row]));
}

function moduleText({ version, sum }: BuildInfoModule): string {
  return [version, sum].filter((part) => part !== '').join(' ');
}

function compareSections(found: Program, other: Program): readonly SectionDifference[] {
  const [left, right] = [contentsOf(found), contentsOf(other)];
  const differences: SectionDifference[] = [];
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [before, after] = [left.get(name), right.get(name)];
    if (before !== undefined && after !== undefined && equalBytes(before, after)) continue;
    differences.push({ name, size: { found: before?.length ?? null, other: after?.length ?? null } });
  }
  return differences;
}

function contentsOf({ elf, bytes }: Program): ReadonlyMap<string, Uint8Array> {
  const sections = elf.sections.filter(({ name, type }) => name !== '' && type !== SHT_NOBITS);
  // A linker's sections do not overlap. Skip overlapping ones: thousands of them would take very long to compare.
  if (sections.reduce((sum, { size }) => sum + size, 0) > bytes.length) return new Map();
  return new Map(sections.map(({ name, offset, size }) => [name, bytes.subarray(offset, offset + size)]));
}
