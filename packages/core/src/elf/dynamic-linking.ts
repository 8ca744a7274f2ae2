import { type ByteReader, Damage } from './byte-reader.js';
import { DT_NEEDED, DT_NULL, DYN_SIZE, SHT_DYNAMIC, SHT_GNU_VERNEED, VER_FLG_WEAK } from './elf-format.js';
import { type Section, stringOf } from './elf-tables.js';

/** The symbol versions that a program needs from one shared library. */
export interface VersionNeed {
  /** As in DT_NEEDED, such as `libc.so.6`. */
  readonly library: string;
  /** In file order, without those that the loader only warns about. */
  readonly versions: readonly string[];
}

/** More than any program has; also ends a circular list. */
const mostVersions = 65_536;

/** More libraries than any program needs. */
const mostLibraries = 4096;

/** The libraries listed in the dynamic section. */
export function librariesOf(reader: ByteReader, sections: readonly Section[]): readonly string[] {
  const { section, strings } = sectionWithStrings(sections, SHT_DYNAMIC);
  if (section === undefined) return [];
  const libraries: string[] = [];
  for (let at = section.offset; at + DYN_SIZE <= section.offset + section.size; at += DYN_SIZE) {
    const tag = reader.u64(at);
    if (tag === DT_NULL) break;
    if (tag !== DT_NEEDED) continue;
    if (libraries.length >= mostLibraries) throw new Damage('it needs too many libraries');
    libraries.push(stringOf(reader, strings, reader.u64(at + 8)));
  }
  return libraries;
}

/** The contents of `.gnu.version_r`: Verneed entries, each with its Vernaux, chained by relative offsets. */
export function versionNeedsOf(reader: ByteReader, sections: readonly Section[]): readonly VersionNeed[] {
  const { section, strings } = sectionWithStrings(sections, SHT_GNU_VERNEED);
  if (section === undefined || section.size === 0) return [];
  const needs: VersionNeed[] = [];
  let left = mostVersions;
  for (let file = section.offset; ; ) {
    const versions: string[] = [];
    let version = file + reader.u32(file + 8);
    for (let count = reader.u16(file + 2); count > 0; count -= 1) {
      left -= 1;
      if (left < 0) throw new Damage('its list of symbol versions is not terminated');
      const isWeak = (reader.u16(version + 4) & VER_FLG_WEAK) !== 0;
      if (!isWeak) versions.push(stringOf(reader, strings, reader.u32(version + 8)));
      version += reader.u32(version + 12);
    }
    needs.push({ library: stringOf(reader, strings, reader.u32(file + 4)), versions });
    left -= 1;
    if (left < 0) throw new Damage('its list of symbol versions is not terminated');
    const next = reader.u32(file + 12);
    if (next === 0) return needs;
    file += next;
  }
}

type WithStrings =
  | { readonly section: Section; readonly strings: Section }
  | { readonly section: undefined; readonly strings: undefined };

function sectionWithStrings(sections: readonly Section[], wanted: number): WithStrings {
  const section = sections.find(({ type }) => type === wanted);
  if (section === undefined) return { section, strings: undefined };
  const strings = sections[section.link];
  if (strings === undefined) throw new Damage(`the names of its section ${section.name} are missing`);
  return { section, strings };
}
