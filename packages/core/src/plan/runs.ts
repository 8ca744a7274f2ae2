import { compareStrings } from '../bytes/compare.js';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import type { GoMain, GoProgram, GoRun } from '../go/go-run.js';
import type { LayoutRules, LinkedProgram, ProgramSource } from './layouts/layout-rules.js';
import { layoutRules } from './layouts/layouts.js';
import type { HandlerPackage, PackageGroup } from './packages.js';

export interface PlannedRuns {
  readonly runs: readonly GoRun[];
  readonly sources: readonly ProgramSource[];
  /** The ids of the runs whose program contains several main packages; its `multicall` is still missing. */
  readonly multicalls: ReadonlySet<string>;
}

/**
 * Groups main packages into as few runs of `go build` as possible. Programs with the same name go to separate runs,
 * since go silently overwrites one with the other; so do lists of files, since go accepts only one per run.
 */
export function planRuns(groups: readonly PackageGroup[]): PlannedRuns {
  const runs: GoRun[] = [];
  const sources: ProgramSource[] = [];
  const multicalls = new Set<string>();
  for (const group of groups) {
    for (const share of sharesOf(group.mains)) {
      const run = makeRun(group, share);
      for (const { mains, executable } of share.programs) {
        for (const main of mains) sources.push({ main, run: run.id, executable });
      }
      runs.push(run);
      if (share.programs.some(({ isMulticall }) => isMulticall)) multicalls.add(run.id);
    }
  }
  return { runs, sources, multicalls };
}

/** Programs of a group that are built in one run. */
interface Share {
  /** Identifies the run within the group. */
  readonly name: string;
  readonly programs: readonly Program[];
}

interface Program extends LinkedProgram {
  /** The main packages of all its handlers. */
  readonly mains: readonly [HandlerPackage, ...HandlerPackage[]];
}

function sharesOf(mains: readonly HandlerPackage[]): Share[] {
  const apart: Share[] = [];
  const waves: Map<string, Program>[] = [];
  for (const program of programsOf(mains)) {
    if (program.ownRun !== null) {
      apart.push({ name: program.ownRun, programs: [program] });
      continue;
    }
    // Names that differ only in case are the same file on macOS and Windows.
    const folded = program.executable.toLowerCase();
    const wave = waves.find((each) => !each.has(folded)) ?? new Map<string, Program>();
    if (wave.size === 0) waves.push(wave);
    wave.set(folded, program);
  }
  const shared = waves.map(
    (wave, index): Share => ({ name: `packages ${index}`, programs: [...wave.values()] }),
  );
  return [...shared, ...apart];
}

/** The programs of main packages, sorted by name. */
function programsOf(mains: readonly HandlerPackage[]): Program[] {
  const programs = new Map<string, [HandlerPackage, ...HandlerPackage[]]>();
  for (const main of mains) {
    const name = rulesOf(main).programName(main);
    const members = programs.get(name);
    if (members === undefined) programs.set(name, [main]);
    else members.push(main);
  }
  return [...programs]
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([, members]) => ({ ...rulesOf(members[0]).programOf(members), mains: members }));
}

function rulesOf({ target }: HandlerPackage): LayoutRules {
  return layoutRules[target.archive.layout];
}

function makeRun({ module, settings, toolchain, machine }: PackageGroup, share: Share): GoRun {
  // The packages are not part of the id, so that programs need not be linked again when a handler is added.
  const identity = JSON.stringify([module.root, settings, toolchain.version, share.name]);
  const id = hexOf(sha256Of(new TextEncoder().encode(identity))).slice(0, 32);
  const programs = share.programs.map(
    ({ executable, mains }): GoProgram => ({ executable, mains: mainsOf(mains), multicall: null }),
  );
  return { id, module, settings, toolchain, machine, programs };
}

/** The main packages of a program, sorted by import path, each with its handlers. */
function mainsOf([first, ...others]: readonly [HandlerPackage, ...HandlerPackage[]]): GoProgram['mains'] {
  const found = [goMain(first)];
  for (const each of others) {
    const known = found.findIndex(({ importPath }) => importPath === each.package.importPath);
    const main = found[known];
    if (main === undefined) found.push(goMain(each));
    else found[known] = { ...main, handlers: [...main.handlers, each.handler] };
  }
  const [lowest = goMain(first), ...rest] = found.sort((a, b) => compareStrings(a.importPath, b.importPath));
  return [lowest, ...rest];
}

function goMain({ package: { importPath, directory }, arguments: given, handler }: HandlerPackage): GoMain {
  return { importPath, directory, arguments: given, handlers: [handler] };
}
