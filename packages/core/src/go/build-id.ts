import { readElf } from '../elf/elf-file.js';

const goBuildIdSection = '.note.go.buildid';
/** Go's own ID, and the one that linkers derive from it: Go's since 1.24 without `-B none`, gcc with cgo. */
const idSections: readonly string[] = [goBuildIdSection, '.note.gnu.build-id'];
const goNoteName = 'Go\0\0';
/** ELF_NOTE_GOBUILDID_TAG of Go's linker. */
const goBuildIdType = 4;
const noteHeaderSize = 12;

/**
 * A copy in which the IDs of the build are zeroed. They change with what changes no instruction, such as a
 * comment; go needs them only to know whether a file is up to date. The copy of what is no whole ELF file
 * is an equal one.
 */
export function clearBuildId(bytes: Uint8Array): Uint8Array {
  // Not slice(): that of a Buffer shares memory, and go's own file would lose its ID.
  const copy = new Uint8Array(bytes);
  for (const { start, end } of notesOf(bytes, idSections)) copy.fill(0, start, end);
  return copy;
}

/** The Go build ID of a program (`actionID/.../contentID`); undefined where it has none, or a cleared one. */
export function readBuildId(bytes: Uint8Array): string | undefined {
  const note = notesOf(bytes, [goBuildIdSection]).find(
    ({ name, type }) => name === goNoteName && type === goBuildIdType,
  );
  if (note === undefined) return undefined;
  const text = characters(bytes, note.start, note.end);
  return /^\0*$/.test(text) ? undefined : text;
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
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const notes: Note[] = [];
  for (const { name, offset, size } of elf.sections) {
    if (!sectionNames.includes(name)) continue;
    const sectionEnd = Math.min(offset + size, bytes.length);
    for (let at = offset; at + noteHeaderSize <= sectionEnd; ) {
      const nameEnd = at + noteHeaderSize + padded(view.getUint32(at, true));
      const end = nameEnd + view.getUint32(at + 4, true);
      if (end > sectionEnd) break;
      const noteName = characters(bytes, at + noteHeaderSize, nameEnd);
      notes.push({ name: noteName, type: view.getUint32(at + 8, true), start: nameEnd, end });
      at = nameEnd + padded(end - nameEnd);
    }
  }
  return notes;
}

function padded(size: number): number {
  return Math.ceil(size / 4) * 4;
}

function characters(bytes: Uint8Array, start: number, end: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(start, end));
}
