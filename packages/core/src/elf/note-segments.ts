import { ByteReader, Damage } from './byte-reader.js';
import { ELFCLASS64, ELFDATA2LSB, PHDR_SIZE, PT_NOTE } from './elf-format.js';

/** The location of notes in a file, in bytes. */
export interface NoteSegment {
  readonly offset: number;
  readonly size: number;
}

/**
 * The PT_NOTE segments of a 64-bit little-endian ELF file that are within its first bytes. Empty for anything else;
 * never throws.
 */
export function noteSegmentsOfStart(start: Uint8Array): readonly NoteSegment[] {
  const reader = new ByteReader(start);
  try {
    if (reader.u32(0) !== 0x464c457f || start[4] !== ELFCLASS64 || start[5] !== ELFDATA2LSB) return [];
    const table = reader.u64(32);
    const rowSize = Math.max(reader.u16(54), PHDR_SIZE);
    const segments: NoteSegment[] = [];
    for (let row = 0; row < reader.u16(56); row += 1) {
      const at = table + row * rowSize;
      if (reader.u32(at) !== PT_NOTE) continue;
      const segment = { offset: reader.u64(at + 8), size: reader.u64(at + 32) };
      if (segment.offset + segment.size <= start.length) segments.push(segment);
    }
    return segments;
  } catch (error) {
    if (error instanceof Damage) return [];
    throw error;
  }
}
