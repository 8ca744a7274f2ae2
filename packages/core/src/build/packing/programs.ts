import { base64Of } from '../../bytes/base64.js';
import { hexOf } from '../../bytes/hex.js';
import { sha256Of } from '../../bytes/sha256.js';
import { linkPath } from '../../cache/cache-layout.js';
import { failure } from '../../diagnostics/diagnose.js';
import { contentIdOf, eraseBuildId, readBuildIdOfStart, startWithBuildId } from '../../go/build-id.js';
import { buildInfoOf } from '../../go/build-info.js';
import {
  type BuildPlan,
  type PlannedArchive,
  type PlannedArchiveProgram,
  runOf,
} from '../../plan/build-plan.js';
import { fileSystemErrorCode } from '../../ports/file-system.js';
import type { Host } from '../../ports/host.js';
import { type ProgramTarget, programDiagnostics, programFindings } from '../../preflight/check-program.js';
import type { ProgramFinding } from '../../preflight/program-finding.js';
import { type ContentSource, knownContent, type Packer, packDigested } from './content.js';
import type { FoundContent } from './packed-entry.js';
import { type FactsOfPrograms, targetKey } from './program-facts.js';

/** A linked program to be packed into archives at one deflate level. */
export interface LinkedProgram {
  /** The absolute path where go put it. */
  readonly path: string;
  /** The id of the run that links it. */
  readonly run: string;
  /** The name of the file in the run's output directory. */
  readonly executable: string;
  readonly target: ProgramTarget;
  /** The deflate level, 1 to 9. */
  readonly level: number;
  /** Its handlers in the archives with that target and level. */
  readonly handlers: readonly string[];
}

/** Used to read programs. */
export interface ProgramReader {
  readonly host: Host;
  readonly packer: Packer;
  /** By run id. */
  readonly facts: ReadonlyMap<string, FactsOfPrograms>;
  /** Repairs a damaged link directory; undefined while go is running. */
  readonly repair?: ProgramRepair | undefined;
}

export interface ProgramRepair {
  /** Links a program again with go. Rejects if go fails. */
  readonly relink: (linked: LinkedProgram) => Promise<void>;
  /** Called with the path of each damaged program that was linked again. */
  readonly onRepaired: (path: string) => void;
}

/**
 * Everything that determines how a program is read, checked and compressed: programs with the same key share one {@link
 * FoundContent}.
 */
export function programKey({
  path,
  target,
  level,
}: Pick<LinkedProgram, 'path' | 'target' | 'level'>): string {
  return JSON.stringify([path, targetKey(target), level]);
}

/** The linked programs of a plan. */
export class LinkedPrograms {
  readonly #byKey: ReadonlyMap<string, LinkedProgram>;
  readonly #keys: ReadonlyMap<PlannedArchiveProgram, string>;

  /** @param cache the cache directory that go links them in */
  constructor(plan: BuildPlan, cache: string) {
    const byKey = new Map<string, LinkedProgram>();
    const keys = new Map<PlannedArchiveProgram, string>();
    for (const archive of plan.archives) {
      for (const program of archive.programs) {
        const linked = linkedProgram(plan, archive, program, cache);
        const key = programKey(linked);
        const handlers = new Set([...(byKey.get(key)?.handlers ?? []), ...linked.handlers]);
        byKey.set(key, { ...linked, handlers: [...handlers] });
        keys.set(program, key);
      }
    }
    this.#byKey = byKey;
    this.#keys = keys;
  }

  /** Distinct programs: those that are read, checked and compressed the same way are one. */
  get all(): readonly LinkedProgram[] {
    return [...this.#byKey.values()];
  }

  /** The program of an entry in an archive. */
  of(program: PlannedArchiveProgram): LinkedProgram {
    const linked = this.#byKey.get(this.#keys.get(program) ?? '');
    if (linked === undefined) throw new TypeError(`the plan has no program ${program.entry}`);
    return linked;
  }
}

function linkedProgram(
  plan: BuildPlan,
  { handlers, runtime, architecture, compression }: PlannedArchive,
  program: PlannedArchiveProgram,
  cache: string,
): LinkedProgram {
  const { run, executable, entry } = program;
  const { settings } = runOf(plan, program);
  return {
    path: `${linkPath(cache, run)}/${executable}`,
    run,
    executable,
    target: { runtime, architecture, cgo: settings.cgo, norpc: settings.tags.includes('lambda.norpc') },
    level: compression,
    handlers: handlers.flatMap((each) => (each.entry === entry ? [each.handler] : [])),
  };
}

/** The program as noted by an earlier build; undefined if its content is different or unknown. */
export async function knownProgram(
  linked: LinkedProgram,
  { host, packer, facts, repair }: ProgramReader,
): Promise<FoundContent | undefined> {
  const contentId = contentIdOf((await buildIdIn(linked.path, host)) ?? '');
  if (contentId === undefined) return undefined;
  const { run, executable, target } = linked;
  const known = facts.get(run)?.get(executable, contentId, target);
  if (known === undefined) return undefined;
  const findings = diagnosticsOf(linked, known.findings[targetKey(target)] ?? []);
  const content = knownContent(known, sourceOf(linked, host, repair), packer);
  return { ...content, info: known.info ?? undefined, findings };
}

/**
 * Reads a program, checks it and compresses it. If its content does not match the content ID in its build ID, it is
 * linked again first: the cache may have been damaged.
 */
export async function readProgram(linked: LinkedProgram, reader: ProgramReader): Promise<FoundContent> {
  const { host, packer, facts, repair } = reader;
  const { run, executable, target } = linked;
  let program = await readLinked(linked, host, repair);
  if (program.contentId !== undefined && !program.isAsLinked) {
    if (repair === undefined) throw damaged(linked);
    await repair.relink(linked);
    program = await readLinked(linked, host, repair);
    // If it still does not match, the IDs of this toolchain do not identify the content, and the newly linked program
    // is right.
    if (program.isAsLinked) repair.onRepaired(linked.path);
  }
  const { bytes, sha256, contentId, isAsLinked, found, info } = program;
  const content = await packDigested(bytes, sha256, sourceOf(linked, host, repair), packer);
  // A program that its ID does not identify is read again by every build.
  if (contentId !== undefined && isAsLinked) {
    const findings = { [targetKey(target)]: found };
    const { size } = content;
    facts.get(run)?.add(executable, { contentId, sha256, size, info: info ?? null, findings });
  }
  return { ...content, info, findings: diagnosticsOf(linked, found) };
}

/** The build ID at the beginning of a program; undefined if the program or its ID is missing. */
export async function buildIdIn(path: string, host: Pick<Host, 'fileSystem'>): Promise<string | undefined> {
  try {
    return readBuildIdOfStart(await host.fileSystem.readStart(path, startWithBuildId));
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    return undefined;
  }
}

async function readLinked(
  linked: LinkedProgram,
  host: Pick<Host, 'fileSystem'>,
  repair: ProgramRepair | undefined,
) {
  const bytes = await bytesOf(linked, host, repair);
  const contentId = contentIdOf(readBuildIdOfStart(bytes.subarray(0, startWithBuildId)) ?? '');
  const found = programFindings(bytes, linked.target);
  const info = buildInfoOf(bytes);
  const cleared = clearIds(bytes, contentId);
  return { bytes, contentId, found, info, ...cleared };
}

/**
 * Clears the IDs in a program and returns whether the rest matches its content ID: the beginning of a SHA-256 over the
 * program without its Go ID and, since Go 1.24, without its GNU ID (FindAndHash in Go's cmd/internal/buildid).
 */
function clearIds(
  bytes: Uint8Array,
  contentId: string | undefined,
): { readonly sha256: string; readonly isAsLinked: boolean } {
  eraseBuildId(bytes, 'go');
  const withGnuId = sha256Of(bytes);
  const digest = eraseBuildId(bytes, 'gnu') ? sha256Of(bytes) : withGnuId;
  const named = [digest, withGnuId].map(contentIdOfDigest);
  return { sha256: hexOf(digest), isAsLinked: contentId !== undefined && named.includes(contentId) };
}

// HashToString in Go's cmd/internal/buildid: 120 bits in URL-safe base64.
function contentIdOfDigest(digest: Uint8Array): string {
  return base64Of(digest.subarray(0, 15)).replaceAll('+', '-').replaceAll('/', '_');
}

function diagnosticsOf({ handlers }: LinkedProgram, found: readonly ProgramFinding[]) {
  const [handler] = handlers;
  return handler === undefined ? [] : programDiagnostics(found, { handler, handlers });
}

function sourceOf(
  linked: LinkedProgram,
  host: Pick<Host, 'fileSystem'>,
  repair: ProgramRepair | undefined,
): ContentSource {
  const readOnce = async (sha256: string): Promise<Uint8Array | undefined> => {
    const bytes = await bytesOf(linked, host, repair);
    eraseBuildId(bytes);
    return hexOf(sha256Of(bytes)) === sha256 ? bytes : undefined;
  };
  const read = async (sha256: string): Promise<Uint8Array> => {
    const bytes = await readOnce(sha256);
    if (bytes !== undefined) return bytes;
    await repair?.relink(linked);
    const again = await readOnce(sha256);
    if (again === undefined) throw damaged(linked);
    repair?.onRepaired(linked.path);
    return again;
  };
  return { level: linked.level, read };
}

function damaged({ path, handlers }: LinkedProgram) {
  return failure('program-damaged', { program: path }, { handlers });
}

/** The complete program. If it is missing, it is linked first, or is already being linked again for a different reader. */
async function bytesOf(
  linked: LinkedProgram,
  host: Pick<Host, 'fileSystem'>,
  repair: ProgramRepair | undefined,
): Promise<Uint8Array> {
  const { path, executable, handlers } = linked;
  try {
    return await host.fileSystem.readFile(path);
  } catch (error) {
    if (fileSystemErrorCode(error) === undefined) throw error;
    if (repair === undefined) {
      throw failure('go-produced-nothing', { program: executable }, { cause: error, handlers });
    }
  }
  await repair.relink(linked);
  return await bytesOf(linked, host, undefined);
}
