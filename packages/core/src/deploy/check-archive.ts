import { entryContent } from '../archive/entry-content.js';
import { type ArchivedEntry, type ArchiveProblem, readArchive } from '../archive/read-archive.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { readElf } from '../elf/elf-file.js';
import { machineName } from '../elf/elf-format.js';
import type { Architecture } from '../lambda/architectures.js';
import { quotas } from '../lambda/quotas.js';
import { type ContainedHandler, readHandlerCatalog } from '../multicall/handler-catalog.js';

/** An archive on disk, and what is expected of it. */
export interface ArchiveToCheck {
  /** As used in messages. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly architecture: Architecture;
  /** The programs that it must contain; without `bootstrap`, unless that is the user's own program. */
  readonly programs: readonly ExpectedProgram[];
  /** Whether one program contains all handlers. */
  readonly sharesProgram: boolean;
}

export interface ExpectedProgram {
  readonly handler: string;
  /** The main package, as used in messages. */
  readonly package: string;
  readonly entry: string;
}

/** Returns the reasons not to deploy an archive as the one in the manifest; empty if it can be deployed. */
export async function checkArchive({
  path,
  bytes,
  architecture,
  programs,
  sharesProgram,
}: ArchiveToCheck): Promise<readonly Diagnostic[]> {
  const { entries, problems } = readArchive(bytes, quotas.unzippedSize);
  const [problem] = problems;
  if (problem !== undefined) {
    return [diagnose('deployment-foreign-archive', { path, reason: reasonOf(problem) })];
  }
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const findings: Diagnostic[] = [];
  for (const [name, own] of expectedEntries(programs)) {
    const handlers = own.map(({ handler }) => handler);
    const entry = byName.get(name);
    if (entry === undefined) {
      const [first] = new Set(own.map((program) => program.package));
      const isShared = own.some((program) => program.package !== first);
      const values = { path, entry: name, package: isShared ? null : (first ?? null) };
      findings.push(diagnose('deployment-entry-missing', values, undefined, handlers));
      continue;
    }
    const found = await programOf(entry);
    if (found.kind === 'damaged') {
      const reason = `${name}: ${found.reason}`;
      findings.push(diagnose('deployment-foreign-archive', { path, reason }, undefined, handlers));
    } else if (found.machine !== undefined && found.machine !== architecture) {
      const values = { path, entry: name, found: found.machine, expected: architecture };
      findings.push(diagnose('deployment-wrong-architecture', values, undefined, handlers));
    } else if (sharesProgram) {
      const missing = own.filter((program) => !isContained(program, found.handlers));
      if (missing.length === 0) continue;
      const names = missing.map(({ handler }) => handler);
      findings.push(diagnose('deployment-handlers-missing', { path, entry: name, names }, undefined, names));
    }
  }
  return findings;
}

/** The programs, several of which may be one entry, and the bootstrap that starts them, by entry name. */
function expectedEntries(
  programs: readonly ExpectedProgram[],
): ReadonlyMap<string, readonly ExpectedProgram[]> {
  const entries = new Map<string, ExpectedProgram[]>([['bootstrap', []]]);
  for (const program of programs) {
    const known = entries.get(program.entry);
    if (known === undefined) entries.set(program.entry, [program]);
    else known.push(program);
  }
  return entries;
}

function isContained(
  { handler, package: path }: ExpectedProgram,
  contained: readonly ContainedHandler[],
): boolean {
  return contained.some((each) => each.handler === handler && each.package === path);
}

type FoundProgram =
  /**
   * `machine` is an architecture or the name of any other machine; undefined for content that runs on all of them, such
   * as a script. `handlers` are those of a program with several main packages.
   */
  | {
      readonly kind: 'program';
      readonly machine: string | undefined;
      readonly handlers: readonly ContainedHandler[];
    }
  | { readonly kind: 'damaged'; readonly reason: string };

async function programOf(entry: ArchivedEntry): Promise<FoundProgram> {
  const taken = await entryContent({ ...entry, isStored: entry.method === 'store' });
  if (taken.kind === 'damaged') return taken;
  const elf = readElf(taken.content);
  switch (elf.kind) {
    case 'elf':
      return {
        kind: 'program',
        machine: machineName(elf.machine),
        handlers: readHandlerCatalog(taken.content),
      };
    case 'not-elf':
      return { kind: 'program', machine: undefined, handlers: [] };
    case 'other-class':
      return { kind: 'program', machine: elf.machine, handlers: [] };
    case 'truncated':
      return { kind: 'damaged', reason: elf.reason };
    default:
      return elf satisfies never;
  }
}

function reasonOf(problem: ArchiveProblem): string {
  switch (problem.kind) {
    case 'damage':
      return problem.reason;
    case 'field':
      return diagnose('verify-field', { ...problem.deviation, others: problem.others }).message;
    case 'name':
      return `invalid entry name ${JSON.stringify(problem.name)}: ${problem.reason}`;
    case 'collision':
      return `${JSON.stringify(problem.collision.name)} and ${JSON.stringify(problem.collision.other)} cannot be in the same archive`;
    case 'order':
      return `entries are not sorted: ${JSON.stringify(problem.name)} follows ${JSON.stringify(problem.before)}`;
    default:
      return problem satisfies never;
  }
}
