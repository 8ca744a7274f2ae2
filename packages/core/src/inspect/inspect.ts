import { basename } from 'pathe';
import { entryContent } from '../archive/entry-content.js';
import { isReadable, readZip, type ZipEntry } from '../archive/read-zip.js';
import { compressionMethods } from '../archive/zip-format.js';
import { compareStrings } from '../bytes/compare.js';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { type Diagnostic, diagnose, failure } from '../diagnostics/diagnose.js';
import { readElf } from '../elf/elf-file.js';
import { type Architecture, defaultArchitecture } from '../lambda/architectures.js';
import { quotas } from '../lambda/quotas.js';
import { defaultRuntime, type Runtime } from '../lambda/runtimes.js';
import type { Host } from '../ports/host.js';
import { checkRuntime } from '../preflight/check-runtime.js';
import { checkSizes } from '../preflight/check-sizes.js';
import { undoAbove } from '../publish/locked-directory.js';
import { type BootstrapReport, bootstrapReport } from './bootstrap-report.js';
import {
  architectureOf,
  bootstrapFindings,
  entryFindings,
  findingsOfProgram,
  isProgram,
  repeatedEntries,
  scriptFindings,
} from './findings.js';
import type { InspectedEntry, InspectReport } from './inspect-report.js';
import { type ProgramReport, programReport } from './program-report.js';
import { type PackageContent, type PackageFile, readPackage } from './read-package.js';

/** Bytes; four times Lambda's limit. Only a zip bomb has more. */
const mostUnzipped = 4 * quotas.unzippedSize;

/** The file to inspect, and the function to check it for. */
export interface InspectOptions {
  /** A zip, or an ELF file; relative to the working directory. */
  readonly file: string;
  /** The architecture to check for. Default: that of the bootstrap, else of the first program. */
  readonly architecture?: Architecture | undefined;
  /** The runtime to check for. Default: `provided.al2023`. */
  readonly runtime?: Runtime | undefined;
  /** Ends the work: no child process and no partial file is left. Default: nothing ends it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Describes a zip of any tool, or an ELF file: its entries, bootstrap and Go programs, and the problems that would make it fail
 * on Lambda. Reads one content at a time, and none that is larger than Lambda's package limit.
 *
 * @throws LambdazipError `archive-unreadable`, `inspect-unknown-file`
 */
export async function inspect(options: InspectOptions, host: Host): Promise<InspectReport> {
  await undoAbove(host, [options.file]);
  const file = await readPackage(options.file, host);
  if (file.content === null) {
    throw failure('inspect-unknown-file', {
      file: file.path,
      reason: "larger than Lambda's package limit",
    });
  }
  const { bytes } = file.content;
  const zip = readZip(bytes);
  if (zip.kind === 'zip') return inspectZip(file, file.content, zip.entries, options, host);
  const elf = readElf(bytes);
  if (elf.kind === 'not-elf') {
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    const reason = isZip ? zip.reason : elf.reason;
    throw failure('inspect-unknown-file', { file: file.path, reason });
  }
  return inspectProgram(file, file.content, options, host);
}

/** The results so far, while contents are read one at a time. */
interface Inspection {
  readonly entries: InspectedEntry[];
  readonly programs: ProgramReport[];
  readonly findings: Diagnostic[];
  bootstrap: BootstrapReport | null;
}

async function inspectZip(
  file: PackageFile,
  content: PackageContent,
  entries: readonly ZipEntry[],
  options: InspectOptions,
  host: Pick<Host, 'clock'>,
): Promise<InspectReport> {
  const unzippedSize = entries.reduce((sum, { size }) => sum + size, 0);
  const target = {
    runtime: options.runtime ?? defaultRuntime,
    architecture:
      options.architecture ?? (await architectureIn(entries, unzippedSize)) ?? defaultArchitecture,
  } as const;
  const found: Inspection = { entries: [], programs: [], findings: [], bootstrap: null };
  for (const entry of entries) {
    options.signal?.throwIfAborted();
    const taken = await contentOf(entry, unzippedSize);
    const bytes = taken instanceof Uint8Array ? taken : undefined;
    found.entries.push(inspectedEntry(entry, bytes));
    if (typeof taken === 'string') {
      found.findings.push(diagnose('check-entry-unreadable', { entry: entry.name, reason: taken }));
    }
    if (entry.name === 'bootstrap' && bytes !== undefined) found.bootstrap = bootstrapReport(bytes);
    const isStarted = bytes !== undefined && (entry.name === 'bootstrap' || isProgram(bytes));
    found.findings.push(...entryFindings(entry, isStarted));
    if (bytes !== undefined) found.findings.push(...scriptFindings(entry, bytes));
    const isScript = entry.name === 'bootstrap' && found.bootstrap?.interpreter != null;
    if (bytes === undefined || !isStarted || isScript) continue;
    const elf = readElf(bytes);
    if (elf.kind === 'elf') found.programs.push(programReport(entry.name, elf, bytes));
    found.findings.push(...findingsOfProgram(entry.name, bytes, target));
  }
  found.findings.push(
    ...repeatedEntries(entries),
    ...bootstrapFindings(
      found.bootstrap,
      entries.map(({ name }) => name),
    ),
    ...checkSizes({ archive: file.path, zippedSize: file.size, entries }),
    ...checkRuntime(target.runtime, host.clock.now()),
  );
  return {
    ...facts(file, content),
    kind: 'zip',
    unzippedSize,
    ...target,
    entries: found.entries,
    bootstrap: found.bootstrap,
    programs: found.programs.sort((a, b) => compareStrings(a.name, b.name)),
    findings: found.findings,
  };
}

function inspectProgram(
  file: PackageFile,
  content: PackageContent,
  options: InspectOptions,
  host: Pick<Host, 'clock'>,
): InspectReport {
  const { bytes } = content;
  const name = basename(file.path);
  const runtime = options.runtime ?? defaultRuntime;
  const architecture = options.architecture ?? architectureOf(bytes) ?? defaultArchitecture;
  const elf = readElf(bytes);
  return {
    ...facts(file, content),
    kind: 'elf',
    unzippedSize: null,
    runtime,
    architecture,
    entries: [],
    bootstrap: null,
    programs: elf.kind === 'elf' ? [programReport(name, elf, bytes)] : [],
    findings: [
      ...findingsOfProgram(name, bytes, { runtime, architecture }),
      ...checkRuntime(runtime, host.clock.now()),
    ],
  };
}

function facts({ path, size }: PackageFile, { sha256, codeSha256 }: PackageContent) {
  const limits = { zipped: quotas.zippedSize, unzipped: quotas.unzippedSize };
  return { path, size, sha256, codeSha256, limits };
}

/** The architecture of the bootstrap, or if that is a script, of the first program. */
async function architectureIn(
  entries: readonly ZipEntry[],
  unzippedSize: number,
): Promise<Architecture | undefined> {
  const first = entries.filter(({ name }) => name === 'bootstrap');
  for (const entry of [...first, ...entries]) {
    const taken = await contentOf(entry, unzippedSize);
    const found = taken instanceof Uint8Array ? architectureOf(taken) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The content of a file, or a string with the reason why it cannot be read; undefined for entries without content. */
async function contentOf(entry: ZipEntry, unzippedSize: number): Promise<Uint8Array | string | undefined> {
  if (entry.kind !== 'file') return undefined;
  if (unzippedSize > mostUnzipped) return `all files together unzip to ${unzippedSize} bytes`;
  if (entry.encrypted) return 'it is encrypted';
  if (!isReadable(entry)) return `compressed with method ${entry.method}, but Lambda only supports deflate`;
  if (entry.size > quotas.unzippedSize)
    return `its declared size of ${entry.size} bytes exceeds Lambda's package limit`;
  const isStored = entry.method === compressionMethods.store;
  const taken = await entryContent({ ...entry, isStored });
  return taken.kind === 'content' ? taken.content : taken.reason;
}

function inspectedEntry(entry: ZipEntry, bytes: Uint8Array | undefined): InspectedEntry {
  const { name, kind, mode, size, compressedSize, method, modified } = entry;
  const known = Object.entries(compressionMethods).find(([, number]) => number === method)?.[0];
  return {
    name,
    kind,
    mode: mode === null ? null : `0${mode.toString(8)}`,
    size,
    compressedSize,
    method: known ?? String(method),
    modified,
    sha256: bytes === undefined ? null : hexOf(sha256Of(bytes)),
  };
}
