import { hexOf } from '../archive/hex.js';
import { programDiagnostics, programFindings } from '../check/check-program.js';
import { failure } from '../diagnostics/lambdazip-error.js';
import { contentIdOf, eraseBuildId, readBuildIdOfStart, startWithBuildId } from '../go/build-id.js';
import { buildInfoOf } from '../go/build-info.js';
import type { PlannedArchive, PlannedEntry } from '../plan/build-plan.js';
import { fileSystemErrorCode } from '../ports/file-system.js';
import type { Host } from '../ports/host.js';
import { type ContentSource, knownContent, type Packer, packDigested } from './content.js';
import type { FoundContent } from './packed-entry.js';
import { type FactsOfPrograms, targetKey } from './program-facts.js';

/** A program that go linked, on its way into archives. */
export interface LinkedProgram {
  readonly program: PlannedEntry;
  readonly archive: PlannedArchive;
  /** Where go put it; absolute. */
  readonly path: string;
}

/** What programs are read with. */
export interface ProgramReader {
  readonly host: Host;
  readonly packer: Packer;
  /** By the index of the step. */
  readonly facts: ReadonlyMap<number, FactsOfPrograms>;
}

/** The program as an earlier build found it; undefined where its content is another one, or not known. */
export async function knownProgram(
  linked: LinkedProgram,
  { host, packer, facts }: ProgramReader,
): Promise<FoundContent | undefined> {
  const contentId = contentIdOf((await buildIdIn(linked.path, host)) ?? '');
  if (contentId === undefined) return undefined;
  const { step, executable, handler } = linked.program;
  const target = targetOf(linked);
  const known = facts.get(step)?.get(executable, contentId, target);
  if (known === undefined) return undefined;
  const findings = programDiagnostics(known.findings[targetKey(target)] ?? [], { handler });
  const content = knownContent(known, sourceOf(linked, host), packer);
  return { ...content, info: known.info ?? undefined, findings };
}

/** Reads a program, checks it and compresses it. */
export async function readProgram(linked: LinkedProgram, reader: ProgramReader): Promise<FoundContent> {
  const { host, packer, facts } = reader;
  const { handler, step, executable } = linked.program;
  const bytes = await bytesOf(linked, host);
  const contentId = contentIdOf(readBuildIdOfStart(bytes.subarray(0, startWithBuildId)) ?? '');
  const target = targetOf(linked);
  const found = programFindings(bytes, target);
  const info = buildInfoOf(bytes);
  eraseBuildId(bytes);
  const content = await packDigested(bytes, sourceOf(linked, host), packer);
  if (contentId !== undefined) {
    const { sha256, size } = content;
    const findings = { [targetKey(target)]: found };
    facts.get(step)?.add(executable, { contentId, sha256, size, info: info ?? null, findings });
  }
  return { ...content, info, findings: programDiagnostics(found, { handler }) };
}

/** The build ID at the beginning of a program; undefined where there is no program, or none with an ID. */
export async function buildIdIn(path: string, host: Host): Promise<string | undefined> {
  try {
    return readBuildIdOfStart(await host.fileSystem.readStart(path, startWithBuildId));
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

function targetOf({ program: { cgo, norpc }, archive: { runtime, architecture } }: LinkedProgram) {
  return { runtime, architecture, cgo, norpc };
}

function sourceOf(linked: LinkedProgram, host: Host): ContentSource {
  const read = async (sha256: string): Promise<Uint8Array> => {
    const bytes = await bytesOf(linked, host);
    eraseBuildId(bytes);
    if (hexOf(host.sha256(bytes)) === sha256) return bytes;
    throw failure('program-damaged', { program: linked.path }, { handlers: [linked.program.handler] });
  };
  return { level: linked.archive.compression, read };
}

async function bytesOf({ path, program }: LinkedProgram, host: Host): Promise<Uint8Array> {
  const { executable, handler } = program;
  try {
    return await host.fileSystem.readFile(path);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    throw failure('go-produced-nothing', { program: executable }, { cause: error, handlers: [handler] });
  }
}
