import { compareStrings } from '../bytes/compare.js';
import { equalBytes, firstDifference } from '../bytes/equal-bytes.js';
import { collectCauses } from './causes.js';
import { comparePrograms } from './compare-programs.js';
import type { ArchiveComparison, ContentDifference, EntryDifference } from './comparison.js';
import type { ChangedEntry, ComparedEntry, CompareRequest } from './request.js';

/** Compares two archives, coarse to fine: entries, modes, contents, and the build info of programs. */
export async function compareArchives(request: CompareRequest): Promise<ArchiveComparison> {
  const { found, other, signal } = request;
  if (equalBytes(found.bytes, other.bytes)) return { isSame: true, entries: [], causes: [] };
  const [left, right] = [byName(found.entries), byName(other.entries)];
  const differences: EntryDifference[] = [];
  const causes = collectCauses(request);
  for (const name of [...new Set([...left.keys(), ...right.keys()])].sort(compareStrings)) {
    signal?.throwIfAborted();
    const [before, after] = [left.get(name), right.get(name)];
    if (before === undefined || after === undefined) {
      differences.push({ name, kind: before === undefined ? 'missing' : 'added', mode: null, content: null });
      continue;
    }
    const { difference, changed } = await compareEntries(before, after);
    if (difference === undefined) continue;
    differences.push(difference);
    if (changed !== undefined) await causes.addChanged(changed);
  }
  causes.addOutside(differences);
  return { isSame: false, entries: differences, causes: causes.all() };
}

function byName(entries: readonly ComparedEntry[]): ReadonlyMap<string, ComparedEntry> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}

async function compareEntries(
  found: ComparedEntry,
  other: ComparedEntry,
): Promise<{ readonly difference?: EntryDifference; readonly changed?: ChangedEntry }> {
  const { name } = found;
  const mode =
    found.mode === other.mode ? null : { found: octalMode(found.mode), other: octalMode(other.mode) };
  const isPackedAlike = equalBytes(found.compressed, other.compressed);
  const isPackedAs =
    found.method === other.method && found.size === other.size && found.crc32 === other.crc32;
  // Equal bytes with equal headers have equal contents: do not decompress them.
  if (isPackedAlike && isPackedAs) {
    return mode === null ? {} : { difference: { name, kind: 'changed', mode, content: null } };
  }
  const [left, right] = await Promise.all([found.read(), other.read()]);
  const offset = firstDifference(left, right);
  if (offset === null) {
    if (mode === null && isPackedAlike) return {};
    return { difference: { name, kind: mode === null ? 'compression' : 'changed', mode, content: null } };
  }
  const programs = comparePrograms(left, right, offset);
  const content: ContentDifference = {
    size: { found: left.length, other: right.length },
    offset,
    program: programs?.difference ?? null,
  };
  return {
    difference: { name, kind: 'changed', mode, content },
    changed: { name, found: left, other: right, programs },
  };
}

function octalMode(mode: number | null): string | null {
  return mode === null ? null : `0${mode.toString(8)}`;
}
