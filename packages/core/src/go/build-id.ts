import { readElf } from '../elf/elf-file.js';

const goNoteName = 'Go\0\0';
/** ELF_NOTE_GOBUILDID_TAG of Go's linker. */
const goBuildIdType = 4;

/** The sections that carry an ID of the build: Go's own, and the linker's, which is derived from it. */
const idSections = ['.note.go.buildid', '.note.gnu.build-id'];

/**
 * A copy in which the IDs of the build are zeroed. They change with what changes no instruction, such as a
 * comment; go needs them only to know whether a file is up to date.
 */
export function clearBuildId(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (const { start, end } of notesOf(bytes)) copy.fill(0, start, end);
  return copy;
}

/** The Go build ID of a program; undefined where it has none. */
export function readBuildId(bytes: Uint8Array): string | undefined {
  const note = notesOf(bytes).find(({ name, type }) => name === goNoteName && type === goBuildIdType);
  if (note === undefined) return undefined;
  const text = new TextDecoder('latin1').decode(bytes.subarray(note.start, note.end));
  return /^\0*$/.test(text) ? undefined : text;
}

interface Note {
  readonly name: string;
  readonly type: number;
  /** Where the descriptor begins and ends in the file. */
  readonly start: number;
  readonly end: number;
}

function notesOf(bytes: Uint8Array): Note[] {
  const elf = readElf(bytes);
  if (elf.kind !== 'elf') return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return elf.sections
    .filter(({ name, size }) => idSections.includes(name) && size >= 12)
    .flatMap(({ offset, size }) => {
      const nameSize = view.getUint32(offset, true);
      const start = offset + 12 + Math.ceil(nameSize / 4) * 4;
      const end = start + view.getUint32(offset + 4, true);
      if (end > offset + size) return [];
      const name = new TextDecoder('latin1').decode(bytes.subarray(offset + 12, start));
      return [{ name, type: view.getUint32(offset + 8, true), start, end }];
    });
}
