import { readElf } from '../elf/elf-file.js';
import { noteSegmentsOfStart } from '../elf/note-segments.js';

const goBuildIdSection = '.note.go.buildid';
/** Go's own ID, and the one that linkers derive from it: Go since 1.24 without `-B none`, and gcc with cgo. */
const idSections = { go: goBuildIdSection, gnu: '.note.gnu.build-id' } as const;
const goNoteName = 'Go\0\0';
/** ELF_NOTE_GOBUILDID_TAG of Go's linker. */
const goBuildIdType = 4;
const noteHeaderSize = 12;
/** More notes, and longer names and IDs, than any linker writes. */
const mostNotes = 1024;
const longestText = 1024;

/**
 * Returns a copy with the build IDs zeroed. They change even if no instruction does, for example with a comment, and
 * go needs them only to check whether a file is up to date. A file that is not a complete ELF file is copied
 * unchanged.
 */
export function clearBuildId(bytes: Uint8Array): Uint8Array {
  // Not slice(): on a Buffer it shares memory, and go's own file would lose its ID.
  const copy = new Uint8Array(bytes);
  eraseBuildId(copy);
  return copy;
}

/** As {@link clearBuildId}, but in place, and optionally for one kind of ID. Returns whether there was an ID. */
export function eraseBuildId(bytes: Uint8Array, which?: keyof typeof idSections): boolean {
  const notes = notesOf(bytes, which === undefined ? Object.values(idSections) : [idSections[which]]);
  for (const { start, end } of notes) bytes.fill(0, start, end);
  return notes.length > 0;
}

/** The locations of the build IDs in a program. */
export function buildIdPlaces(
  bytes: Uint8Array,
): readonly { readonly start: number; readonly end: number }[] {
  return notesOf(bytes, Object.values(idSections));
}

/** The Go build ID of a program (`actionID/.../contentID`); undefined if it is missing or cleared. */
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

/** How many bytes of a program {@link readBuildIdOfStart} needs: linkers put notes right after the program headers. */
export const startWithBuildId = 8 * 1024;

/** As {@link readBuildId}, but from the first bytes of a program; undefined if the ID is not in them. */
export function readBuildIdOfStart(start: Uint8Array): string | undefined {
  for (const { offset, size } of noteSegmentsOfStart(start)) {
    for (const note of notesBetween(start, offset, offset + size)) {
      if (isGoBuildId(note)) return textOf(start, note);
    }
  }
  return undefined;
}

/**
 * The content ID in a build ID: the go linker's hash of the whole program except the ID. Undefined unless the build
 * ID has the four parts that programs have.
 */
export function contentIdOf(buildId: string): string | undefined {
  const parts = buildId.split('/');
  return parts.length === 4 && parts[3] !== '' ? parts[3] : undefined;
}

interface Note {
  readonly name: string;
  readonly type: number;
  /** The range of the descriptor in the file. */
  readonly start: number;
  readonly end: number;
}

/** The notes in the sections with these names; a section can hold several, each padded to four bytes. */
function notesOf(bytes: Uint8Array, sectionNames: readonly string[]): readonly Note[] {
  const elf = readElf(bytes);
  if (elf.kind !== 'elf') return [];
  const notes: Note[] = [];
  for (const { name, offset, size } of elf.sections) {
    if (!sectionNames.includes(name)) continue;
    for (const note of notesBetween(bytes, offset, offset + size)) {
      // Otherwise sections that share bytes would have them read repeatedly.
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
