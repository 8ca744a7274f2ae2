import { executableName, place, segmentsOf } from '@lambdazip/core/internal';
import { basename } from 'pathe';
import type { BuildCommand, PackageArgument } from '../../evidence/build-command.js';
import type { CandidateTarget } from '../decision.js';
import { type Packages, type Resolution, resolveArgument } from './package-target.js';

/** A program that a build line writes. */
export interface Product {
  /** Relative to the project's root. */
  readonly path: string;
  readonly target: CandidateTarget;
  readonly command: BuildCommand;
  /** Only written there if `-o` names a directory that already exists. */
  readonly isSupposed: boolean;
}

/** A build line whose package does not exist in the project. */
export interface MissingPackage {
  /** The path it would write; null if it depends on the package. */
  readonly path: string | null;
  readonly name: string;
  readonly command: BuildCommand;
}

export interface BuildLines {
  readonly products: readonly Product[];
  readonly missing: readonly MissingPackage[];
  /** The main packages of each line, including lines that discard the program. */
  readonly targets: ReadonlyMap<BuildCommand, readonly CandidateTarget[]>;
}

/** The programs that the build lines of a project write, and their main packages. */
export function buildLinesOf(commands: readonly BuildCommand[], packages: Packages): BuildLines {
  const products: Product[] = [];
  const missing: MissingPackage[] = [];
  const targets = new Map<BuildCommand, CandidateTarget[]>();
  for (const command of commands) {
    const resolved = command.packages.flatMap((argument) =>
      resolveArgument(argument, packages).map((resolution) => ({ argument, resolution })),
    );
    const single = resolved.length === 1 && command.packages[0]?.kind !== 'all-below';
    targets.set(command, []);
    for (const { argument, resolution } of resolved) {
      const name = programName(argument, resolution);
      const paths = outputsOf(command, name, single);
      if (resolution.kind === 'missing') {
        missing.push({ path: paths[0] ?? null, name: resolution.name, command });
        continue;
      }
      targets.get(command)?.push(resolution.target);
      paths.forEach((path, index) => {
        products.push({ path, target: resolution.target, command, isSupposed: index > 0 });
      });
    }
  }
  return { products, missing, targets };
}

/** The path of a program. go checks whether `-o bin` is an existing directory, so both are possible. */
function outputsOf(command: BuildCommand, name: string | null, single: boolean): readonly string[] {
  const { output } = command;
  if (output === null) {
    // go discards the result of several packages, and `go install` writes elsewhere.
    if (!single || name === null || /\bgo\s+install\b/.test(command.source)) return [];
    return [place(command.directory, name)];
  }
  const inside = name === null ? [] : [place(output, name)];
  if (output.endsWith('/') || !single) return inside;
  return [place(output), ...inside];
}

/** The name go gives a program: the last element of the import path, or the name of the first file. */
function programName(argument: PackageArgument, resolution: Resolution): string | null {
  if (argument.kind === 'files') return basename(argument.files[0] ?? '').replace(/\.go$/, '');
  const path =
    resolution.kind === 'main' ? (resolution.main.importPath ?? resolution.main.directory) : argument.path;
  return executableName(segmentsOf(path).join('/')) || null;
}
