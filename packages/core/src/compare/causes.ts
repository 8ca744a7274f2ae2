import { bootstrapText, identifyBootstrap } from '../bootstrap/identify.js';
import { compareStrings } from '../bytes/compare.js';
import { type Diagnostic, diagnose } from '../diagnostics/diagnose.js';
import { readHandlerCatalog } from '../multicall/handler-catalog.js';
import { buildInfoCauses } from './build-info-causes.js';
import type { ProgramPair } from './compare-programs.js';
import type { Cause, CauseCode, EntryDifference } from './comparison.js';
import { equalButBuildId } from './equal-but-build-id.js';
import { knownCauses } from './known-causes.js';
import type { ChangedEntry, CompareRequest } from './request.js';

/** Collects likely causes, and merges equal causes of several entries. */
export interface Causes {
  readonly addChanged: (entry: ChangedEntry) => Promise<void>;
  /** Adds the causes that follow from the list of differences as a whole. */
  readonly addOutside: (differences: readonly EntryDifference[]) => void;
  readonly all: () => readonly Cause[];
}

/** An empty collection. */
export function collectCauses(request: CompareRequest): Causes {
  const { otherFile } = request;
  const found = new Map<string, { readonly cause: Diagnostic<CauseCode>; readonly entries: Set<string> }>();
  const add = (entries: readonly string[], causes: readonly Diagnostic<CauseCode>[]): void => {
    for (const cause of causes) {
      const known = found.get(cause.message) ?? { cause, entries: new Set<string>() };
      for (const entry of entries) known.entries.add(entry);
      found.set(cause.message, known);
    }
  };
  return {
    addChanged: async (entry) => add([entry.name], await contentCauses(entry, request)),
    addOutside: (differences) => {
      const namesOf = (isMeant: (difference: EntryDifference) => boolean): string[] =>
        differences.filter(isMeant).map(({ name }) => name);
      const uneven = namesOf(({ kind }) => kind === 'added' || kind === 'missing');
      if (uneven.length > 0) add(uneven, [diagnose('differs-entries', { otherFile })]);
      const modes = namesOf(({ mode }) => mode !== null);
      if (modes.length > 0) add(modes, [diagnose('differs-mode', { otherFile })]);
      const packed = namesOf(({ kind }) => kind === 'compression');
      if (packed.length > 0) add(packed, [diagnose('differs-encoder', { otherFile })]);
      // If all entries are the same, the headers differ: dates, fields or the order.
      if (differences.length === 0) add([], [diagnose('differs-container', { otherFile })]);
    },
    all: () =>
      [...found.values()].map(({ cause, entries }) => causeOf(cause, [...entries].sort(compareStrings))),
  };
}

// The code and the args come from the same finding, so they match.
function causeOf({ code, message, help, args }: Diagnostic<CauseCode>, entries: readonly string[]): Cause {
  return { code, message, help, args, entries } as Cause;
}

async function contentCauses(
  { found, other, programs, name }: ChangedEntry,
  { otherFile, knowledge }: CompareRequest,
): Promise<readonly Diagnostic<CauseCode>[]> {
  if (programs !== null && programs.found.info !== undefined && programs.other.info !== undefined) {
    if (equalButBuildId(found, other)) return [diagnose('differs-build-id', { otherFile })];
    const recorded = [
      ...handlerCauses(programs, otherFile),
      ...buildInfoCauses(programs, otherFile),
      ...symbolCauses(programs, otherFile),
    ];
    if (recorded.length > 0) return recorded;
    const known = knowledge === undefined ? [] : await knownCauses(name, programs, otherFile, knowledge);
    return known.length > 0 ? known : [lastCause(programs, otherFile)];
  }
  const [before, after] = [identifyBootstrap(found), identifyBootstrap(other)];
  if (before !== undefined || after !== undefined) {
    const text = (each: typeof before): string =>
      each === undefined ? 'not from lambdazip' : bootstrapText(each);
    return [diagnose('differs-bootstrap', { found: text(before), other: text(after), otherFile })];
  }
  const isSameText = equalButLineEnds(found, other);
  return [
    isSameText ? diagnose('differs-line-ends', { otherFile }) : diagnose('differs-file', { otherFile }),
  ];
}

// Used if nothing that go recorded differs, and nothing known about the build explains the difference.
function lastCause({ found, difference }: ProgramPair, otherFile: string | null): Diagnostic<CauseCode> {
  const profile = found.info?.settings['-pgo'];
  if (profile !== undefined)
    return diagnose('differs-profile', { found: profile, other: profile, otherFile });
  const sections = difference.sections.map(({ name }) => name).filter((name) => !name.startsWith('.note'));
  return diagnose('differs-source', { sections, otherFile });
}

/** Handlers that only one of two programs of several main packages contains. */
function handlerCauses({ found, other }: ProgramPair, otherFile: string | null): Diagnostic<CauseCode>[] {
  const [left, right] = [found, other].map(
    ({ bytes }) => new Set(readHandlerCatalog(bytes).map((each) => `${each.handler} (${each.package})`)),
  );
  if (left === undefined || right === undefined || left.size === 0 || right.size === 0) return [];
  const only = (handlers: ReadonlySet<string>, others: ReadonlySet<string>): string =>
    [...handlers].filter((each) => !others.has(each)).join(', ') || 'no other handler';
  const isSame = [...left].every((each) => right.has(each)) && left.size === right.size;
  return isSame
    ? []
    : [diagnose('differs-handlers', { found: only(left, right), other: only(right, left), otherFile })];
}

/** Sections that `-s` and `-w` leave out. */
function isSymbolTable(name: string): boolean {
  return name === '.symtab' || name === '.strtab' || /^\.z?debug_/.test(name);
}

function symbolCauses({ difference }: ProgramPair, otherFile: string | null): Diagnostic<CauseCode>[] {
  const first = difference.sections.find(
    ({ name, size }) => isSymbolTable(name) && (size.found === null || size.other === null),
  );
  if (first === undefined) return [];
  return [diagnose('differs-symbols', { has: first.size.other === null, otherFile })];
}

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Whether two contents differ only in CR LF and LF. Compares in place, since the contents may be large. */
function equalButLineEnds(a: Uint8Array, b: Uint8Array): boolean {
  let at = 0;
  let other = 0;
  while (at < a.length && other < b.length) {
    if (a[at] === carriageReturn && a[at + 1] === lineFeed) at += 1;
    if (b[other] === carriageReturn && b[other + 1] === lineFeed) other += 1;
    if (a[at] !== b[other]) return false;
    at += 1;
    other += 1;
  }
  return at === a.length && other === b.length;
}
