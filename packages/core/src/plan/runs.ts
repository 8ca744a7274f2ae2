import { compareStrings } from '../bytes/compare.js';
import { hexOf } from '../bytes/hex.js';
import { sha256Of } from '../bytes/sha256.js';
import { executableName, executableNameOfFiles } from '../go/executable-name.js';
import type { GoProgram, GoRun } from '../go/go-run.js';
import type { HandlerPackage, PackageGroup } from './packages.js';

/** Where the program of a handler comes from. */
export interface ProgramSource {
  readonly main: HandlerPackage;
  /** The id of the run. */
  readonly run: string;
  readonly executable: string;
}

export interface PlannedRuns {
  readonly runs: readonly GoRun[];
  readonly sources: readonly ProgramSource[];
}

/**
 * Puts main packages into as few runs of `go build` as possible. Programs of one name go to separate runs,
 * since go overwrites one with the other and says nothing; so do lists of files, which are one program a run.
 */
export function planRuns(groups: readonly PackageGroup[]): PlannedRuns {
  const runs: GoRun[] = [];
  const sources: ProgramSource[] = [];
  for (const group of groups) {
    for (const share of sharesOf(group.mains)) {
      const run = makeRun(group, share);
      for (const { mains, executable } of share.programs) {
        for (const main of mains) sources.push({ main, run: run.id, executable });
      }
      runs.push(run);
    }
  }
  return { runs, sources };
}

/** Main packages of a group that one run builds. */
interface Share {
  /** Tells the runs of a group apart. */
  readonly name: string;
  readonly programs: readonly Program[];
}

interface Program {
  readonly executable: string;
  /** All handlers of one main package. */
  readonly mains: readonly HandlerPackage[];
}

function sharesOf(mains: readonly HandlerPackage[]): Share[] {
  const packages = new Map<string, HandlerPackage[]>();
  for (const main of mains) {
    const name = main.arguments.join(' ');
    packages.set(name, [...(packages.get(name) ?? []), main]);
  }
  const lists: Share[] = [];
  const waves: Map<string, Program>[] = [];
  const names = [...packages.keys()].sort(compareStrings);
  for (const name of names) {
    const members = packages.get(name) ?? [];
    const [first] = members;
    if (first === undefined) continue;
    if (first.target.request.kind === 'files') {
      const executable = executableNameOfFiles(first.package.goFiles);
      lists.push({ name: `files ${name}`, programs: [{ executable, mains: members }] });
      continue;
    }
    const executable = executableName(first.package.importPath);
    // Names that differ in case alone are one file on macOS and Windows.
    const folded = executable.toLowerCase();
    const wave = waves.find((each) => !each.has(folded)) ?? new Map<string, Program>();
    if (wave.size === 0) waves.push(wave);
    wave.set(folded, { executable, mains: members });
  }
  const shared = waves.map(
    (wave, index): Share => ({ name: `packages ${index}`, programs: [...wave.values()] }),
  );
  return [...shared, ...lists];
}

function makeRun({ module, settings, toolchain, machine }: PackageGroup, share: Share): GoRun {
  // The packages are not part of the id: with one more handler, all others stay linked.
  const identity = JSON.stringify([module.root, settings, toolchain.version, share.name]);
  const id = hexOf(sha256Of(new TextEncoder().encode(identity))).slice(0, 32);
  const programs = share.programs.map(({ executable, mains }): GoProgram => {
    const [first] = mains;
    return {
      importPath: first?.package.importPath ?? '',
      directory: first?.package.directory ?? '',
      arguments: first?.arguments ?? [],
      executable,
      handlers: mains.map(({ handler }) => handler),
    };
  });
  return { id, module, settings, toolchain, machine, programs };
}
