/** A section of a synthetic ELF file; `link` is the name of the section with its strings. */
export interface MadeSection {
  readonly name: string;
  readonly type?: number;
  readonly content: Uint8Array;
  readonly link?: string;
}

export interface MadeElf {
  /** `e_machine`; default x86_64. */
  readonly machine?: number;
  /** `e_type`; default ET_EXEC. */
  readonly type?: number;
  readonly interpreter?: string;
  readonly libraries?: readonly string[];
  /** By library, the symbol versions needed from it; a `?` at the end makes a version weak. */
  readonly versionNeeds?: Readonly<Record<string, readonly string[]>>;
  /** The text of Go's build info, without its markers. */
  readonly moduleText?: string;
  readonly goVersion?: string;
  readonly sections?: readonly MadeSection[];
  /** The section that a PT_NOTE program header points to. */
  readonly noteSegment?: string;
  /** Leaves out the program headers. */
  readonly isUnloadable?: boolean;
}

/**
 * A small 64-bit little-endian ELF file: header, program headers, contents, section headers. A header covers every
 * byte.
 */
export function madeElf(made: MadeElf = {}): Uint8Array {
  const sections = sectionsOf(made);
  const names = stringTable(['.shstrtab', ...sections.map(({ name }) => name)]);
  const all: MadeSection[] = [...sections, { name: '.shstrtab', type: 3, content: names.content }];
  const pointed = sections.filter(({ name }) => name === '.interp' || name === made.noteSegment);
  const segmentCount = made.isUnloadable ? 0 : 1 + pointed.length;
  const contentStart = 64 + 56 * segmentCount;
  const starts: number[] = [];
  let end = contentStart;
  for (const { content } of all) {
    end = Math.ceil(end / 8) * 8;
    starts.push(end);
    end += content.length;
  }
  const sectionHeaders = Math.ceil(end / 8) * 8;
  const bytes = new Uint8Array(sectionHeaders + 64 * (all.length + 1));
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, made.type ?? 2, true);
  view.setUint16(18, made.machine ?? 62, true);
  writeU64(view, 32, segmentCount === 0 ? 0 : 64);
  writeU64(view, 40, sectionHeaders);
  for (const [at, value] of [
    [52, 64],
    [54, 56],
    [56, segmentCount],
    [58, 64],
    [60, all.length + 1],
    [62, all.length],
  ] as const) {
    view.setUint16(at, value, true);
  }
  if (segmentCount > 0) writeSegment(view, 64, 1, 0, end);
  const headers = new Map(pointed.map((section, index) => [section, 64 + 56 * (index + 1)]));
  for (const [index, section] of all.entries()) {
    const { name, type, content, link } = section;
    const start = starts[index] ?? 0;
    bytes.set(content, start);
    const programHeader = headers.get(section);
    if (segmentCount > 0 && programHeader !== undefined) {
      writeSegment(view, programHeader, name === '.interp' ? 3 : 4, start, content.length);
    }
    const header = sectionHeaders + 64 * (index + 1);
    view.setUint32(header, names.indexOf(name), true);
    view.setUint32(header + 4, type ?? 1, true);
    writeU64(view, header + 24, start);
    writeU64(view, header + 32, content.length);
    view.setUint32(header + 40, 1 + all.findIndex((other) => other.name === link), true);
  }
  return bytes;
}

function sectionsOf(made: MadeElf): MadeSection[] {
  const { interpreter, libraries = [], versionNeeds = {}, moduleText, goVersion = 'go1.26.8' } = made;
  const strings = stringTable([
    ...libraries,
    ...Object.entries(versionNeeds).flatMap(([library, versions]) => [library, ...versions.map(withoutMark)]),
  ]);
  const sections: MadeSection[] = [];
  if (interpreter !== undefined) sections.push({ name: '.interp', content: ascii(`${interpreter}\0`) });
  if (libraries.length > 0 || Object.keys(versionNeeds).length > 0) {
    sections.push({ name: '.dynstr', type: 3, content: strings.content });
  }
  if (libraries.length > 0) {
    const content = new Uint8Array(16 * (libraries.length + 1));
    const view = new DataView(content.buffer);
    for (const [index, library] of libraries.entries()) {
      writeU64(view, 16 * index, 1);
      writeU64(view, 16 * index + 8, strings.indexOf(library));
    }
    sections.push({ name: '.dynamic', type: 6, content, link: '.dynstr' });
  }
  if (Object.keys(versionNeeds).length > 0) {
    const content = versionSection(versionNeeds, strings.indexOf);
    sections.push({ name: '.gnu.version_r', type: 0x6ffffffe, content, link: '.dynstr' });
  }
  if (moduleText !== undefined) {
    sections.push({ name: '.go.buildinfo', content: buildInfoSection(goVersion, moduleText) });
  }
  return [...sections, ...(made.sections ?? [])];
}

function versionSection(
  needs: NonNullable<MadeElf['versionNeeds']>,
  indexOf: (text: string) => number,
): Uint8Array {
  const libraries = Object.entries(needs);
  const content = new Uint8Array(libraries.reduce((sum, [, versions]) => sum + 16 + 16 * versions.length, 0));
  const view = new DataView(content.buffer);
  let at = 0;
  for (const [index, [library, versions]] of libraries.entries()) {
    const size = 16 + 16 * versions.length;
    view.setUint16(at, 1, true);
    view.setUint16(at + 2, versions.length, true);
    view.setUint32(at + 4, indexOf(library), true);
    view.setUint32(at + 8, 16, true);
    view.setUint32(at + 12, index === libraries.length - 1 ? 0 : size, true);
    for (const [number, version] of versions.entries()) {
      const entry = at + 16 + 16 * number;
      view.setUint16(entry + 4, version.endsWith('?') ? 2 : 0, true);
      view.setUint32(entry + 8, indexOf(withoutMark(version)), true);
      view.setUint32(entry + 12, number === versions.length - 1 ? 0 : 16, true);
    }
    at += size;
  }
  return content;
}

/** The section `.go.buildinfo` as written since Go 1.18. */
export function buildInfoSection(goVersion: string, moduleText: string): Uint8Array {
  const marked = new Uint8Array([
    ...new Uint8Array(16).fill(0xaa),
    ...new TextEncoder().encode(moduleText),
    ...new Uint8Array(16).fill(0xbb),
  ]);
  const header = new Uint8Array(32);
  header.set([0xff, ...ascii(' Go buildinf:'), 8, 2]);
  return new Uint8Array([...header, ...sized(new TextEncoder().encode(goVersion)), ...sized(marked)]);
}

/** A note as in `.note.*` sections. */
export function note(name: string, type: number, descriptor: Uint8Array): Uint8Array {
  const nameSize = name.length + 1;
  const start = 12 + Math.ceil(nameSize / 4) * 4;
  const bytes = new Uint8Array(start + Math.ceil(descriptor.length / 4) * 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, nameSize, true);
  view.setUint32(4, descriptor.length, true);
  view.setUint32(8, type, true);
  bytes.set(ascii(name), 12);
  bytes.set(descriptor, start);
  return bytes;
}

/** The bytes of the text, one per character. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function sized(content: Uint8Array): number[] {
  const varint: number[] = [];
  let left = content.length;
  for (; left >= 0x80; left >>= 7) varint.push((left & 0x7f) | 0x80);
  return [...varint, left, ...content];
}

function stringTable(texts: readonly string[]): {
  readonly content: Uint8Array;
  readonly indexOf: (text: string) => number;
} {
  const indices = new Map<string, number>();
  let content = '\0';
  for (const text of texts) {
    if (indices.has(text)) continue;
    indices.set(text, content.length);
    content += `${text}\0`;
  }
  return { content: ascii(content), indexOf: (text) => indices.get(text) ?? 0 };
}

function withoutMark(version: string): string {
  return version.replace(/\?$/, '');
}

function writeSegment(view: DataView, at: number, type: number, offset: number, size: number): void {
  view.setUint32(at, type, true);
  view.setUint32(at + 4, 5, true);
  writeU64(view, at + 8, offset);
  writeU64(view, at + 32, size);
  writeU64(view, at + 40, size);
}

function writeU64(view: DataView, at: number, value: number): void {
  view.setBigUint64(at, BigInt(value), true);
}
