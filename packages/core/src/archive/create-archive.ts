import JSZip from 'jszip';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.js';
import { failure, LambdazipError } from '../diagnostics/lambdazip-error.js';
import type { ArchiveEntry, EntryMode } from './entry.js';
import { archiveNameProblem, compareNames, findCollisions } from './names.js';
import { oneEntryZip, type PackedEntry } from './one-entry-zip.js';
import { entryLimit, zip32Limit, zipFormat } from './zip-format.js';

/** The deflate level where none is given. Level 9 saves half a percent and takes two to three times as long. */
export const defaultLevel = 6;

export interface CreateArchiveOptions {
  /** The deflate level, 1 to 9; 6 by default. */
  readonly level?: number | undefined;
}

/**
 * Writes an archive in format 1: equal entries give equal bytes, in whatever order they come, on every host.
 *
 * @throws LambdazipError `archive-name-invalid`, `archive-name-collision`, `archive-mode-invalid`,
 * `archive-level-invalid`, `archive-too-large`; its `diagnostics` hold every finding
 */
export async function createArchive(
  entries: readonly ArchiveEntry[],
  options: CreateArchiveOptions = {},
): Promise<Uint8Array> {
  const { level = defaultLevel } = options;
  throwIfUnfit(entries, level);
  const zip = emptyZip();
  for (const { name, content, mode } of inOrder(entries)) zip.file(name, content, fileOptions(mode));
  return generate(zip, level);
}

/**
 * The same, from contents that are compressed already at that level: equal contents give the bytes of
 * {@link createArchive}.
 */
export async function assembleArchive(entries: readonly PackedEntry[], level: number): Promise<Uint8Array> {
  throwIfUnfit(entries, level);
  const total = entries.reduce((sum, { content }) => sum + content.compressed.length, 0);
  if (total > zip32Limit) throw failure('archive-too-large', { what: `it would have ${total} bytes` });
  const zip = emptyZip();
  for (const entry of inOrder(entries)) await zip.loadAsync(oneEntryZip(entry), { createFolders: false });
  return generate(zip, level);
}

// JSZip keeps entries in the order of an object's keys, in which names that look like integers come first.
// Inside a folder no key does, and JSZip writes a folder's entries without the folder's name.
function emptyZip(): JSZip {
  const folder = new JSZip().folder('entries');
  if (folder === null) throw new TypeError('JSZip made no folder');
  return folder;
}

function inOrder<Entry extends { readonly name: string }>(entries: readonly Entry[]): Entry[] {
  return [...entries].sort((a, b) => compareNames(a.name, b.name));
}

function fileOptions(mode: EntryMode): JSZip.JSZipFileOptions {
  return {
    binary: true,
    createFolders: false,
    date: zipFormat.date,
    unixPermissions: zipFormat.regularFile | mode,
  };
}

function generate(zip: JSZip, level: number): Promise<Uint8Array> {
  return zip.generateAsync({
    type: 'uint8array',
    platform: 'UNIX',
    compression: 'DEFLATE',
    compressionOptions: { level },
    streamFiles: false,
  });
}

function throwIfUnfit(
  entries: readonly { readonly name: string; readonly mode: number }[],
  level: number,
): void {
  const findings: Diagnostic[] = [];
  if (!Number.isInteger(level) || level < 1 || level > 9)
    findings.push(diagnose('archive-level-invalid', { level }));
  for (const { name, mode } of entries) {
    const reason = archiveNameProblem(name);
    if (reason !== undefined) findings.push(diagnose('archive-name-invalid', { name, reason }));
    if (mode !== 0o755 && mode !== 0o644) findings.push(diagnose('archive-mode-invalid', { name, mode }));
  }
  for (const collision of findCollisions(entries.map(({ name }) => name))) {
    findings.push(diagnose('archive-name-collision', collision));
  }
  if (entries.length > entryLimit) {
    findings.push(diagnose('archive-too-large', { what: `it would have ${entries.length} entries` }));
  }
  const [first] = findings;
  if (first !== undefined) throw new LambdazipError(first.code, first.message, findings);
}
