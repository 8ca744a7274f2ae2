import { readElf } from '../elf/elf-file.js';
import { noteSegmentsOfStart } from '../elf/note-segments.js';

const goBuildIdSection = '.note.go.buildid';
/** Go's own ID, and the one that linkers derive from it: Go's since 1.24 without `-B none`, gcc with cgo. */
const idSections = { go: goBuildIdSection, gnu: '.note.gnu.build-id' } as const;
const goNoteName = 'Go\0\0';
/** ELF_NOTE_GOBUILDID_TAG of Go's linker. */
const goBuildIdType = 4;
const noteHeaderSize = 12;
/** More notes, and longer names and IDs, than any linker writes. */
const mostNotes = 1024;
const longestText = 1024;

/**
 * A copy in which the IDs of the build are zeroed. They change with what changes no instruction, such as a
 * comment; go needs them only to know whether a file is up to date. The copy of what is no whole ELF file
 * is an equal one.
 */
export function clearBuildId(bytes: Uint8Array): Uint8Array {
  // Not slice(): that of a Buffer shares memory, and go's own file would lose its ID.
  const copy = new Uint8Array(bytes);
  eraseBuildId(copy);
  return copy;
}

/** As {@link clearBuildId}, in the bytes themselves, or for one of the IDs. Returns whether there was one. */
export function eraseBuildId(bytes: Uint8Array, which?: keyof typeof idSections): boolean {
  const notes = notesOf(bytes, which === undefined ? Object.values(idSections) : [idSections[which]]);
  for (const { start, end } of notes) bytes.fill(0, start, end);
  return notes.length > 0;
}

/** Where the IDs of the build are in a program. */
export function buildIdPlaces(
  bytes: Uint8Array,
): readonly { readonly start: number; readonly end: number }[] {
  return notesOf(bytes, Object.values(idSections));
}

/** The Go build ID of a program (`actionID/.../contentID`); undefined where it has none, or a cleared one. */
export function readBuildId(bytes: Uint8Array): string | undefined {
  const note = notesOf(bytes, [goBuildIdSection]).find(isGoBuildId);
  return note === undefined ? undefined : textOf(bytes, note);
}

function isGoBuildId({ name, type }: Note): boolean {
  return name === goNoteName && type === goBuildIdType;
}

function textOf(bytes: Uint8Array, { start, end }: Note): string | undefined {
  if (end - start > longestText) return undefined;
  const text = characters(bytes, start, end);
  return /^\0*$/.test(text) ? undefined : text;
}

/** How much of a program {@link readBuildIdOfStart} needs: the linkers put notes behind the program headers. */
export const startWithBuildId = 8 * 1024;

/** The same as {@link readBuildId}, from the first bytes of a program; undefined where it does not stand there. */
export function readBuildIdOfStart(start: Uint8Array): string | undefined {
  for (const { offset, size } of noteSegmentsOfStart(start)) {
    for (const note of notesBetween(start, offset, offset + size)) {
      if (isGoBuildId(note)) return textOf(start, note);
    }
  }
  return undefined;
}

/**
 * The part of a build ID that names the content: a hash that go's linker made of the whole program but for the ID.
 * Undefined where there are not the four parts that programs have.
 */
export function contentIdOf(buildId: string): string | undefined {
  const parts = buildId.split('/');
  return parts.length === 4 && parts[3] !== '' ? parts[3] : undefined;
}

interface Note {
  readonly name: string;
  readonly type: number;
  /** Where the descriptor begins and ends in the file. */
  readonly start: number;
  readonly end: number;
}

/** The notes of the sections of these names; a section can hold several, padded to four bytes each. */
function notesOf(bytes: Uint8Array, sectionNames: readonly string[]): readonly Note[] {
  const elf = readElf(bytes);
  if (elf.kind !== 'elf') return [];
  const notes: Note[] = [];
  for (const { name, offset, size } of elf.sections) {
    if (!sectionNames.includes(name)) continue;
    for (const note of notesBetween(bytes, offset, offset + size)) {
      // Sections that share their bytes would have them read again and again.
      if (notes.length >= mostNotes) return notes;
      notes.push(note);
    }
  }
  return notes;
}

function* notesBetween(bytes: Uint8Array, offset: number, limit: number): Generator<Note> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = Math.min(limit, bytes.length);
  for (let at = offset; at + noteHeaderSize <= last; ) {
    const nameEnd = at + noteHeaderSize + padded(view.getUint32(at, true));
    const end = nameEnd + view.getUint32(at + 4, true);
    if (end > last) break;
    const nameStart = at + noteHeaderSize;
    const name = characters(bytes, nameStart, Math.min(nameEnd, nameStart + longestText));
    yield { name, type: view.getUint32(at + 8, true), start: nameEnd, end };
    at = nameEnd + padded(end - nameEnd);
  }
}

function padded(size: number): number {
  return Math.ceil(size / 4) * 4;
}

function characters(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(start, end));
}
