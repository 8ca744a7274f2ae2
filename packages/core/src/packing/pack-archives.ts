import type { EntryMode } from '../archive/entry.js';
import { nativeBootstrap } from '../bootstrap/native.js';
import { shellBootstrap } from '../bootstrap/shell.js';
import { checkAsset } from '../check/check-asset.js';
import { checkProgram } from '../check/check-program.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { failure } from '../diagnostics/lambdazip-error.js';
import { clearBuildId } from '../go/build-id.js';
import { buildInfoOf, type GoBuildInfo } from '../go/build-info.js';
import type { BuildPlan, PlannedArchive, PlannedEntry } from '../plan/build-plan.js';
import type { BuildEvent } from '../ports/build-event.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import { fileSystemReason } from '../ports/file-system-reason.js';
import type { Host } from '../ports/host.js';
import { boundedMap } from './bounded-map.js';
import { type DigestedContent, type Packer, packDigested } from './content.js';

/** An archive's entries, compressed. */
export interface PackedArchive {
  readonly plan: PlannedArchive;
  readonly entries: readonly PackedArchiveEntry[];
}

export interface PackedArchiveEntry extends DigestedContent {
  readonly name: string;
  readonly mode: EntryMode;
  /** What go recorded in it; undefined for what is no Go program. */
  readonly info: GoBuildInfo | undefined;
}

export interface PackRequest {
  readonly plan: BuildPlan;
  readonly packer: Packer;
  /** The path of a program that a step built. */
  readonly programPath: (step: number, executable: string) => string;
  readonly report: (diagnostic: Diagnostic) => void;
  readonly onEvent: (event: BuildEvent) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Enough to keep every worker busy; each holds a whole program in memory. */
const atOnce = 8;

/**
 * Reads what goes into the archives, checks the programs and compresses all of it. A program that stands in
 * several archives is read and compressed once a level.
 *
 * @throws LambdazipError `go-produced-nothing`, `file-unreadable`, `deflate-worker-failed`,
 * `deflate-encoder-unfaithful`
 */
export async function packArchives(request: PackRequest, host: Host): Promise<PackedArchive[]> {
  const { plan, onEvent, signal } = request;
  const wanted = plan.archives.flatMap((archive) => entriesOf(archive, request));
  const distinct = new Map(wanted.map((entry) => [entry.source, entry]));
  onEvent({ type: 'packing', total: distinct.size });
  const contents = await boundedMap([...distinct.values()], atOnce, async (entry) => {
    signal?.throwIfAborted();
    const { bytes, info } = await entry.read(host);
    const digested = await packDigested(bytes, entry.archive.compression, request.packer);
    onEvent({ type: 'packed', name: entry.name, size: bytes.length, reused: digested.reused });
    return [entry.source, { ...digested, info }] as const;
  });
  const bySource = new Map(contents);
  return plan.archives.map((archive) => ({
    plan: archive,
    entries: wanted
      .filter((entry) => entry.archive === archive)
      .flatMap(({ name, mode, source }) => {
        const content = bySource.get(source);
        return content === undefined ? [] : [{ name, mode, ...content }];
      }),
  }));
}

interface WantedEntry {
  readonly archive: PlannedArchive;
  readonly name: string;
  readonly mode: EntryMode;
  /** Equal for entries of one content and level. */
  readonly source: string;
  readonly read: (host: Host) => Promise<ReadContent>;
}

interface ReadContent {
  readonly bytes: Uint8Array;
  readonly info: GoBuildInfo | undefined;
}

function entriesOf(archive: PlannedArchive, request: PackRequest): WantedEntry[] {
  const { compression, architecture, runtime, bootstrap } = archive;
  const entries: WantedEntry[] = archive.programs.map((program) => ({
    archive,
    name: program.entry,
    mode: 0o755,
    source: `program ${program.step} ${program.executable} ${runtime} ${compression}`,
    read: (host) => readProgram(program, archive, request, host),
  }));
  for (const { entry, source, mode } of archive.files) {
    const read = async (host: Host) => {
      const bytes = await readAsset(source, host);
      const info = buildInfoOf(bytes);
      for (const finding of checkAsset({ entry, mode, info })) request.report(finding);
      return { bytes, info };
    };
    entries.push({ archive, name: entry, mode, source: `file ${source} ${mode} ${compression}`, read });
  }
  if (bootstrap !== null) {
    const bytes = bootstrap === 'native' ? nativeBootstrap(architecture) : shellBootstrap();
    const source = `bootstrap ${bootstrap} ${architecture} ${compression}`;
    const read = async () => ({ bytes, info: undefined });
    entries.push({ archive, name: 'bootstrap', mode: 0o755, source, read });
  }
  return entries;
}

async function readProgram(
  { handler, step, executable, cgo, norpc }: PlannedEntry,
  { runtime, architecture }: PlannedArchive,
  { programPath, report }: PackRequest,
  host: Host,
): Promise<ReadContent> {
  let bytes: Uint8Array;
  try {
    bytes = await host.fileSystem.readFile(programPath(step, executable));
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    throw failure('go-produced-nothing', { program: executable }, { cause: error, handlers: [handler] });
  }
  for (const finding of checkProgram({ handler, bytes, runtime, architecture, cgo, norpc })) report(finding);
  return { bytes: clearBuildId(bytes), info: buildInfoOf(bytes) };
}

async function readAsset(source: string, host: Host): Promise<Uint8Array> {
  try {
    return await host.fileSystem.readFile(source);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    throw failure('file-unreadable', { source, reason: fileSystemReason(error) }, { cause: error });
  }
}
