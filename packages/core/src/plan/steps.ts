import { hexOf } from '../bytes/hex.js';
import { buildArguments, commonArguments } from '../go/build-arguments.js';
import { executableName, executableNameOfFiles } from '../go/executable-name.js';
import type { Sha256 } from '../ports/digest.js';
import type { GoStep, PlannedProgram } from './build-plan.js';
import type { MainPackage, PackageGroup } from './packages.js';

/** Where go writes to. */
export interface BuildDirectories {
  /** For a step's programs, by the step's key. */
  readonly link: (key: string) => string;
  /** For what go needs while it works on a step; on the disk of `link`. */
  readonly work: (key: string) => string;
}

/** Where the program of a handler comes from. */
export interface ProgramSource {
  readonly main: MainPackage;
  readonly group: PackageGroup;
  readonly step: number;
  readonly executable: string;
}

export interface PlannedSteps {
  readonly steps: readonly GoStep[];
  readonly sources: readonly ProgramSource[];
}

/**
 * Puts main packages into as few runs of `go build` as possible. Programs of one name go to separate runs,
 * since go overwrites one with the other and says nothing; so do lists of files, which are one program a run.
 */
export function planSteps(
  groups: readonly PackageGroup[],
  directories: BuildDirectories,
  sha256: Sha256,
): PlannedSteps {
  const steps: GoStep[] = [];
  const sources: ProgramSource[] = [];
  for (const group of groups) {
    for (const run of runsOf(group.mains)) {
      const step = stepOf(group, run, directories, sha256);
      for (const { mains, executable } of run.programs) {
        for (const main of mains) sources.push({ main, group, step: steps.length, executable });
      }
      steps.push(step);
    }
  }
  return { steps, sources };
}

interface Run {
  /** Tells runs of one group apart. */
  readonly name: string;
  readonly programs: readonly Program[];
}

interface Program {
  readonly executable: string;
  /** All handlers of one main package. */
  readonly mains: readonly MainPackage[];
}

function runsOf(mains: readonly MainPackage[]): Run[] {
  const packages = new Map<string, MainPackage[]>();
  for (const main of mains) {
    const name = main.arguments.join(' ');
    packages.set(name, [...(packages.get(name) ?? []), main]);
  }
  const runs: Run[] = [];
  const waves: Map<string, Program>[] = [];
  const names = [...packages.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  for (const name of names) {
    const members = packages.get(name) ?? [];
    const [first] = members;
    if (first === undefined) continue;
    if (first.target.request.kind === 'files') {
      const executable = executableNameOfFiles(first.package.goFiles);
      runs.push({ name: `files ${name}`, programs: [{ executable, mains: members }] });
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
    (wave, index): Run => ({ name: `packages ${index}`, programs: [...wave.values()] }),
  );
  return [...shared, ...runs];
}

function stepOf(group: PackageGroup, run: Run, directories: BuildDirectories, sha256: Sha256): GoStep {
  const { module, settings, toolchain } = group;
  // The packages are not part of the key: one handler more, and all others stay linked.
  const identity = JSON.stringify([module.root, settings, toolchain.version, run.name]);
  const key = hexOf(sha256(new TextEncoder().encode(identity))).slice(0, 32);
  const output = `${directories.link(key)}/`;
  const programs = run.programs.map(({ executable, mains }): PlannedProgram => {
    const [first] = mains;
    return {
      importPath: first?.package.importPath ?? '',
      directory: first?.package.directory ?? '',
      arguments: first?.arguments ?? [],
      executable,
      handlers: mains.map(({ handler }) => handler),
    };
  });
  return {
    key,
    workingDirectory: module.root,
    output,
    command: [toolchain.program, ...buildArguments(settings, toolchain.version, output)],
    // On the disk of the output, so that go moves a finished program there at once and whole.
    environment: { ...group.environment, GOTMPDIR: directories.work(key) },
    inherited: group.inherited,
    toolchain,
    listArguments: commonArguments(settings),
    programs,
  };
}
